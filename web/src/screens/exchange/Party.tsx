import { Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Party as PartyName } from "../../api/types";
import { CompanyPicker } from "../../parts/library/CompanyPicker";
import { companiesQuery } from "../../parts/library/supply";
import type { NewPackage } from "./types";

interface Props {
  value: NewPackage;
  onChange: (value: NewPackage) => void;
  /** Of whom the company is likely one. */
  of: PartyName[];
}

/** To whom a package goes, and what to say with it. */
export function PartyFields({ value, onChange, of }: Props) {
  const { t } = useTranslation("exchange");
  const companies = useQuery(companiesQuery);
  const known = (companies.data ?? []).some((c) => !c.own);
  return (
    <>
      {known && (
        <CompanyPicker
          label={t("to.company")}
          description={t("to.companyHint")}
          value={value.company}
          of={of}
          onChange={(company) => onChange({ ...value, company })}
        />
      )}
      {!value.company && (
        <TextInput
          label={t("to.name")}
          description={known ? undefined : t("to.nameHint")}
          maxLength={200}
          value={value.to ?? ""}
          onChange={(e) => onChange({ ...value, to: e.currentTarget.value })}
        />
      )}
      <Textarea
        label={t("to.note")}
        description={t("to.noteHint")}
        autosize
        minRows={2}
        maxLength={4000}
        value={value.note ?? ""}
        onChange={(e) => onChange({ ...value, note: e.currentTarget.value })}
      />
    </>
  );
}

/** What of it is sent. */
export function partyOf(v: NewPackage): NewPackage {
  return {
    to: v.company ? undefined : v.to?.trim() || undefined,
    company: v.company,
    note: v.note?.trim() || undefined,
  };
}
