import { Checkbox, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { Party } from "../../../api/types";
import { showFields } from "../../../parts/fields";
import { companyKind, useLibraryWrite } from "../../../parts/library/records";
import { parties, type Company } from "../../../parts/library/supply";
import { libWord } from "../../../parts/library/words";
import { tidy } from "../../../parts/plant/tidy";
import { FormDialog } from "../../../parts/risk/FormDialog";
import classes from "../products.module.css";
import { blankCompany } from "./blank";

interface Props {
  /** Without an id it is a new one. */
  company: Company;
  onStored: (company: Company) => void;
  onClose: () => void;
}

/** What is known of a company; its keys are kept as they are. */
export function CompanyForm({ company, onStored, onClose }: Props) {
  const { t } = useTranslation("products");
  const form = useForm<Company>({ initialValues: { ...blankCompany, ...company } });
  const { write } = useLibraryWrite<Company>(companyKind, onStored);
  const saving = write(company);
  const submit = form.onSubmit((values) => {
    const { version, key, name, keys, ...rest } = values;
    const record: Company = { ...tidy(rest), key: key.trim(), name: name.trim(), keys, version };
    saving.mutate(record, { onError: (problem) => showFields(form, problem) });
  });
  const values = form.getValues();
  const text = (field: "key" | "name" | "website") => ({ label: t(`company.${field}`), ...form.getInputProps(field) });
  return (
    <FormDialog
      title={company.id ? t("form.edit", { key: company.key }) : t("company.add")}
      form={form}
      busy={saving.isPending}
      error={saving.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput {...text("name")} required data-autofocus />
        <TextInput {...text("key")} description={t("form.keyHint")} maxLength={64} />
        <Checkbox.Group
          className={classes.whole}
          label={t("company.parties")}
          description={t("company.partiesHint")}
          value={values.parties}
          error={form.errors.parties}
          onChange={(v) => form.setFieldValue("parties", v as Party[])}
        >
          <div className={classes.types}>
            {parties.map((p) => (
              <Checkbox key={p} value={p} label={libWord("party", p)} description={t(`company.does.${p}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox
          label={t("company.ownLabel")}
          description={t("company.ownHint")}
          {...form.getInputProps("own", { type: "checkbox" })}
        />
        <Checkbox
          label={t("company.critical")}
          description={t("company.criticalHint")}
          {...form.getInputProps("critical", { type: "checkbox" })}
        />
        <TagsInput
          className={classes.whole}
          label={t("company.aliases")}
          description={t("company.aliasesHint")}
          {...form.getInputProps("aliases")}
        />
        <Textarea
          label={t("company.contact")}
          description={t("company.contactHint")}
          {...form.getInputProps("contact")}
        />
        <TextInput {...text("website")} placeholder={t("company.websiteExample")} />
        <Textarea className={classes.whole} label={t("company.note")} {...form.getInputProps("note")} />
      </div>
    </FormDialog>
  );
}
