import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Party } from "../../api/types";
import { companiesQuery } from "./supply";

interface Props {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  label: string;
  description?: string;
  error?: string;
  required?: boolean;
  readOnly?: boolean;
  /** Offers only companies that are one of these; one without a role is always offered. */
  of?: Party[];
}

/** Chooses a company by key, name or any other name that it goes by. */
export function CompanyPicker({ value, onChange, of, required, readOnly, ...rest }: Props) {
  const { t } = useTranslation("library");
  const companies = useQuery(companiesQuery);
  const offered = (companies.data ?? []).filter(
    (c) => !of || c.id === value || !c.parties?.length || c.parties.some((p) => of.includes(p)),
  );
  return (
    <Select
      {...rest}
      data={offered.map((c) => ({
        value: c.id,
        label: [c.key, c.name, aliasesOf(c.aliases)].filter(Boolean).join(" "),
      }))}
      value={value || null}
      onChange={(id) => onChange(id ?? undefined)}
      error={rest.error ?? (companies.isError ? t("choose.failed") : undefined)}
      readOnly={readOnly}
      required={required}
      clearable={!required && !readOnly}
      allowDeselect={!required}
      searchable
      limit={100}
      nothingFoundMessage={companies.isPending ? t("choose.loading") : t("choose.none")}
    />
  );
}

function aliasesOf(aliases: string[] | undefined): string {
  return aliases?.length ? `(${aliases.join(", ")})` : "";
}
