import { Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { showFields } from "../../parts/fields";
import { zonesOf } from "../../parts/plant/queries";
import { FormDialog } from "../../parts/risk/FormDialog";
import { RecordsPicker } from "../../parts/risk/RecordPicker";
import { sent, useRecordWrite } from "../../parts/risk/records";
import type { SystemRecord } from "../../parts/risk/scope";
import { fieldName } from "../../parts/words";
import classes from "./scope.module.css";

interface Props {
  site: string;
  system: SystemRecord | undefined;
  onDone: (system: SystemRecord) => void;
  onClose: () => void;
}

const blank: SystemRecord = {
  id: "",
  version: 0,
  key: "",
  name: "",
  description: "",
  perimeter: "",
  excluded: "",
  owner: "",
  zones: [],
};

/** Adds or changes a system under consideration; its access points have a form of their own. */
export function SystemForm({ site, system, onDone, onClose }: Props) {
  const { t } = useTranslation(["criteria", "risklib"]);
  const form = useForm({ initialValues: { ...blank, ...system } });
  const zones = useQuery(zonesOf(site));
  const write = useRecordWrite<SystemRecord>(
    site,
    { name: "system", segment: "systems" },
    {
      onDone: (s) => {
        onClose();
        onDone(s);
      },
    },
  ).write(form.values);
  const submit = form.onSubmit((values) =>
    write.mutate(sent(values), { onError: (problem) => showFields(form, problem) }),
  );
  const field = (name: string) => ({ label: fieldName(name), ...form.getInputProps(name) });
  return (
    <FormDialog
      title={system ? t("system.editTitle", { key: system.key }) : t("system.add")}
      form={form}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput {...field("name")} required maxLength={200} data-autofocus />
        <TextInput {...field("key")} description={t("risklib:record.keyHint", { example: "SYS-01" })} maxLength={64} />
        <Textarea {...field("description")} description={t("system.descriptionHint")} className={classes.whole} />
        <Textarea {...field("perimeter")} description={t("system.perimeterHint")} className={classes.whole} />
        <Textarea {...field("excluded")} description={t("system.excludedHint")} className={classes.whole} />
        <TextInput {...field("owner")} description={t("system.ownerHint")} maxLength={200} />
        <RecordsPicker
          label={fieldName("zones")}
          description={t("system.zonesHint")}
          records={zones.data}
          value={form.values.zones}
          onChange={(ids) => form.setFieldValue("zones", ids)}
        />
      </div>
    </FormDialog>
  );
}
