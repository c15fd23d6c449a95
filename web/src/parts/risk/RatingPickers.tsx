import { Select, SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { consequenceChoices } from "./levels";
import { categories, type Category, type Criteria, type Ratings } from "./types";
import { riskWord } from "./words";

interface Props {
  ratings: Ratings;
  criteria: Criteria | null | undefined;
  onChange: (ratings: Ratings) => void;
  readOnly?: boolean;
  errors?: Partial<Record<Category, string>>;
}

/** A level for each category in the criteria's own words; 0 is an explicit "none", empty is not rated. */
export function RatingPickers({ ratings, criteria, onChange, readOnly, errors }: Props) {
  const { t } = useTranslation("risklib");
  const set = (category: Category, value: string | null) => {
    const next = { ...ratings };
    if (value === null) delete next[category];
    else next[category] = Number(value);
    onChange(next);
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
      {categories.map((c) => (
        <Select
          key={c}
          label={riskWord("category", c)}
          placeholder={t("notRated")}
          data={withLevel(consequenceChoices(criteria, c), ratings[c])}
          value={ratings[c] === undefined ? null : String(ratings[c])}
          onChange={(v) => set(c, v)}
          readOnly={readOnly}
          clearable={!readOnly}
          maxDropdownHeight={320}
          error={errors?.[c]}
        />
      ))}
    </SimpleGrid>
  );
}

/** A level beyond the scale was rated by other criteria: it is shown and can be chosen away. */
function withLevel(choices: { value: string; label: string }[], level: number | undefined) {
  if (level === undefined || choices.some((c) => c.value === String(level))) return choices;
  return [...choices, { value: String(level), label: String(level) }];
}
