import { useTranslation } from "react-i18next";
import type { Scenario, ScenarioResult } from "../../../parts/risk/types";
import { CellView } from "./Cell";
import { columns, title } from "./columns";
import type { Lookup } from "./lookup";
import classes from "./sheet.module.css";

// What fits across the paper; everything is in the spreadsheet.
const onPaper = [
  "key",
  "name",
  "node",
  "deviation",
  "cause",
  "consequence",
  "likelihood",
  "unmitigated",
  "safeguards",
  "existing",
  "residual",
  "treatment",
  "owner",
  "due",
  "acceptance",
];

/** The worksheet on paper: every row that is shown, with the columns that fit. */
export function Printed(p: { scenarios: Scenario[]; results: Map<string, ScenarioResult>; look: Lookup }) {
  const { t } = useTranslation("risk");
  const shown = columns.filter((c) => onPaper.includes(c.id));
  return (
    <table className={classes.printed} aria-label={t("sheet.grid")}>
      <thead>
        <tr>
          {shown.map((c) => (
            <th key={c.id} scope="col">
              {title(c)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {p.scenarios.map((s) => (
          <tr key={s.id}>
            {shown.map((c) => (
              <td key={c.id}>
                <CellView column={c} scenario={s} result={p.results.get(s.id)} draft={undefined} look={p.look} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
