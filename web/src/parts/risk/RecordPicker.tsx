import { MultiSelect, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Named {
  id: string;
  key: string;
  name: string;
}

interface Shared {
  label: string;
  description?: string;
  records: Named[] | undefined;
  readOnly?: boolean;
  error?: string;
  placeholder?: string;
}

interface One extends Shared {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  required?: boolean;
}

interface Some extends Shared {
  value: string[] | undefined;
  onChange: (ids: string[]) => void;
}

const shown = 100;

/** Chooses a record of the register by key or name. */
export function RecordPicker({ records, value, onChange, required, readOnly, ...rest }: One) {
  const { t } = useTranslation("risklib");
  return (
    <Select
      {...rest}
      data={choices(records)}
      value={value || null}
      onChange={(v) => onChange(v ?? undefined)}
      readOnly={readOnly}
      clearable={!required && !readOnly}
      allowDeselect={!required}
      required={required}
      searchable
      limit={shown}
      nothingFoundMessage={t("pick.nothing")}
    />
  );
}

/** Chooses several records of the register by key or name. */
export function RecordsPicker({ records, value, onChange, readOnly, ...rest }: Some) {
  const { t } = useTranslation("risklib");
  return (
    <MultiSelect
      {...rest}
      data={choices(records)}
      value={value ?? []}
      onChange={onChange}
      readOnly={readOnly}
      searchable
      hidePickedOptions
      limit={shown}
      nothingFoundMessage={t("pick.nothing")}
    />
  );
}

function choices(records: Named[] | undefined) {
  return (records ?? []).map((r) => ({ value: r.id, label: r.name ? `${r.key} ${r.name}` : r.key }));
}
