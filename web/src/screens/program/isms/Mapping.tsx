import { NumberInput, Select, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ImportMapping } from "../../../api/types";
import classes from "../coverage.module.css";
import type { Isms } from "./isms";

interface Props {
  seen: Isms;
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
}

/** Which column of which sheet feeds which field. */
export function Mapping({ seen, mapping, onChange }: Props) {
  const { t } = useTranslation("program");
  const sheet = seen.sheets.find((s) => s.name === mapping.sheet) ?? seen.sheets[0];
  const columns = (sheet?.columns ?? []).map((c) => ({
    value: String(c.index),
    label: `${c.letter} ${c.title || (c.sample ?? [])[0] || ""}`,
  }));
  const set = (field: string, column: string | null) => {
    const next = { ...mapping.columns };
    if (column === null) delete next[field];
    else next[field] = Number(column);
    onChange({ ...mapping, columns: next });
  };
  return (
    <details open={!seen.guessed || seen.counts.refuse > 0}>
      <summary>{t("isms.mapping")}</summary>
      <Text size="sm" c="dimmed" my="xs">
        {seen.guessed ? t("isms.guessed") : t("isms.chosen")}
      </Text>
      <div className={classes.filters}>
        {seen.sheets.length > 1 && (
          <Select
            label={t("isms.sheet")}
            allowDeselect={false}
            data={seen.sheets.map((s) => s.name)}
            value={mapping.sheet}
            onChange={(v) => v && onChange({ ...mapping, sheet: v })}
          />
        )}
        <NumberInput
          label={t("isms.header")}
          min={1}
          allowDecimal={false}
          value={mapping.header}
          onChange={(v) => onChange({ ...mapping, header: Number(v) || 1 })}
        />
        {seen.fields.map((f) => (
          <Select
            key={f.name}
            label={f.label}
            required={f.required}
            clearable={!f.required}
            searchable
            placeholder={t("isms.leftOut")}
            data={columns}
            value={mapping.columns[f.name] === undefined ? null : String(mapping.columns[f.name])}
            onChange={(v) => set(f.name, v)}
          />
        ))}
      </div>
    </details>
  );
}
