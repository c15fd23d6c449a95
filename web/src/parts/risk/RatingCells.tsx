import { useTranslation } from "react-i18next";
import { consequenceName, meaning } from "./levels";
import "./risk.css";
import { categories, type Category, type Criteria, type Ratings } from "./types";
import { riskWord } from "./words";

interface Props {
  ratings: Ratings | undefined;
  criteria: Criteria | null | undefined;
  driving?: Category;
  /** Categories that must have a value and have none. */
  missing?: Category[];
}

/** The levels of all categories in one small table, in the order in which they count. */
export function RatingCells({ ratings, criteria, driving, missing = [] }: Props) {
  const { t } = useTranslation("risklib");
  return (
    <table className="ratings">
      <thead>
        <tr>
          {categories.map((c) => (
            <th key={c} scope="col">
              {riskWord("category", c)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          {categories.map((c) => {
            const level = ratings?.[c];
            return (
              <td
                key={c}
                title={level ? meaning(criteria, c, level) : undefined}
                data-driving={c === driving || undefined}
                data-missing={missing.includes(c) || undefined}
              >
                {level === undefined ? t("notRated") : consequenceName(criteria, level)}
              </td>
            );
          })}
        </tr>
      </tbody>
    </table>
  );
}
