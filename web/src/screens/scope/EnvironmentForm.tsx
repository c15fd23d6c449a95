import { Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { Zone } from "../../api/types";
import { showFields } from "../../parts/fields";
import { FormDialog } from "../../parts/risk/FormDialog";
import { RecordPicker, RecordsPicker } from "../../parts/risk/RecordPicker";
import { sent, useRecordWrite } from "../../parts/risk/records";
import type { Environment } from "../../parts/risk/scope";
import type { Countermeasure } from "../../parts/risk/types";
import { fieldName } from "../../parts/words";
import classes from "./scope.module.css";

interface Props {
  site: string;
  record: Environment | undefined;
  /** The safety zones of the site. */
  zones: Zone[];
  measures: Countermeasure[] | undefined;
  readOnly: boolean;
  onClose: () => void;
}

const blank: Environment = {
  id: "",
  version: 0,
  key: "",
  name: "",
  zone: "",
  statement: "",
  countermeasures: [],
  owner: "",
  evidence: "",
  validUntil: "",
};

/** Adds or changes the security environment of a safety zone. */
export function EnvironmentForm({ site, record, zones, measures, readOnly, onClose }: Props) {
  const { t } = useTranslation(["criteria", "risklib"]);
  const start = { ...blank, zone: zones.length === 1 ? (zones[0]?.id ?? "") : "" };
  const form = useForm<Environment>({ initialValues: { ...start, ...record } });
  const write = useRecordWrite<Environment>(
    site,
    { name: "environment", segment: "environments" },
    { onDone: onClose },
  ).write(form.values);
  const submit = form.onSubmit((values) =>
    // Both must be there, also while they are empty, so that the server can say what is missing.
    write.mutate(
      { ...sent(values), zone: values.zone, statement: values.statement.trim() },
      { onError: (problem) => showFields(form, problem) },
    ),
  );
  const field = (name: string) => ({ label: fieldName(name), readOnly, ...form.getInputProps(name) });
  return (
    <FormDialog
      title={record ? t("environment.editTitle", { key: record.key }) : t("environment.add")}
      form={form}
      busy={write.isPending}
      error={write.error}
      readOnly={readOnly}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput {...field("name")} required maxLength={200} data-autofocus />
        <TextInput {...field("key")} description={t("risklib:record.keyHint", { example: "SE-01" })} maxLength={64} />
        <RecordPicker
          label={fieldName("zone")}
          description={t("environment.zoneHint")}
          records={zones}
          required
          readOnly={readOnly}
          value={form.values.zone}
          onChange={(id) => form.setFieldValue("zone", id ?? "")}
          error={form.errors.zone as string | undefined}
        />
        <TextInput
          {...field("owner")}
          label={t("environment.owner")}
          description={t("environment.ownerHint")}
          maxLength={200}
        />
        <Textarea
          {...field("statement")}
          label={t("environment.promise")}
          description={t("environment.promiseHint")}
          required
          className={classes.whole}
        />
        <RecordsPicker
          label={fieldName("countermeasures")}
          description={t("environment.measuresHint")}
          records={measures}
          readOnly={readOnly}
          value={form.values.countermeasures}
          onChange={(ids) => form.setFieldValue("countermeasures", ids)}
        />
        <TextInput type="date" {...field("validUntil")} description={t("environment.untilHint")} />
        <Textarea {...field("evidence")} className={classes.whole} />
      </div>
    </FormDialog>
  );
}
