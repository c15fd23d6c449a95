import { NumberInput, Select, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { showFields } from "../../parts/fields";
import { zonesOf } from "../../parts/plant/queries";
import { FormDialog } from "../../parts/risk/FormDialog";
import { RecordsPicker } from "../../parts/risk/RecordPicker";
import { sent, useRecordWrite } from "../../parts/risk/records";
import { functionKinds, redundancies, sparesKinds } from "../../parts/risk/scope";
import type { EssentialFunction } from "../../parts/risk/types";
import { riskOptions } from "../../parts/risk/words";
import { fieldName } from "../../parts/words";
import { AssetsPicker } from "./AssetsPicker";
import classes from "./scope.module.css";

interface Props {
  site: string;
  record: EssentialFunction | undefined;
  readOnly: boolean;
  onClose: () => void;
}

const noRecovery = { redundancy: "", manualFallback: "", restoreTested: "", spares: "", note: "" };
const blank: EssentialFunction = {
  id: "",
  version: 0,
  key: "",
  name: "",
  kind: "control",
  description: "",
  owner: "",
  zones: [],
  assets: [],
};

/** Adds or changes an essential function with what is asked and known of its recovery. */
export function FunctionForm({ site, record, readOnly, onClose }: Props) {
  const { t } = useTranslation(["criteria", "risklib"]);
  const zones = useQuery(zonesOf(site));
  const form = useForm<EssentialFunction>({
    initialValues: { ...blank, ...record, recovery: { ...noRecovery, ...record?.recovery } },
  });
  const write = useRecordWrite<EssentialFunction>(
    site,
    { name: "function", segment: "functions" },
    { onDone: onClose },
  ).write(form.values);
  const submit = form.onSubmit((values) =>
    write.mutate(sent(values), { onError: (problem) => showFields(form, problem) }),
  );
  const named = (path: string) => fieldName(path.split(".").at(-1) ?? path);
  const field = (path: string) => ({ label: named(path), readOnly, ...form.getInputProps(path) });
  const hours = (path: string) => ({
    label: t("inHours", { name: named(path) }),
    readOnly,
    min: 0,
    max: 100_000,
    decimalScale: 2,
    hideControls: true,
    value: (form.getInputProps(path).value as number | undefined) ?? "",
    error: form.errors[path],
    onChange: (v: string | number) => form.setFieldValue(path, v === "" ? undefined : Number(v)),
  });
  const choice = (path: string) => ({
    ...field(path),
    value: (form.getInputProps(path).value as string) || null,
    onChange: (v: string | null) => form.setFieldValue(path, v ?? ""),
    clearable: !readOnly,
  });
  return (
    <FormDialog
      title={record ? t("function.editTitle", { key: record.key }) : t("function.add")}
      form={form}
      busy={write.isPending}
      error={write.error}
      readOnly={readOnly}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput {...field("name")} description={t("function.nameHint")} required maxLength={200} data-autofocus />
        <TextInput {...field("key")} description={t("risklib:record.keyHint", { example: "F-01" })} maxLength={64} />
        <Select
          {...field("kind")}
          description={t("function.kindHint")}
          data={riskOptions("functionKind", functionKinds)}
          allowDeselect={false}
          required
        />
        <TextInput {...field("owner")} description={t("function.ownerHint")} maxLength={200} />
        <Textarea {...field("description")} className={classes.whole} />
        <RecordsPicker
          label={fieldName("zones")}
          records={zones.data}
          value={form.values.zones}
          readOnly={readOnly}
          onChange={(ids) => form.setFieldValue("zones", ids)}
          error={form.errors.zones as string | undefined}
        />
        <AssetsPicker
          site={site}
          value={form.values.assets ?? []}
          readOnly={readOnly}
          onChange={(ids) => form.setFieldValue("assets", ids)}
        />
        <div className={classes.whole}>
          <Title order={3}>{fieldName("recovery")}</Title>
          <Text size="sm" c="dimmed">
            {t("function.recoveryLead")}
          </Text>
        </div>
        <div className={classes.numbers}>
          <NumberInput {...hours("recovery.targetTime")} />
          <NumberInput {...hours("recovery.targetPoint")} />
          <NumberInput {...hours("recovery.measuredTime")} />
          <NumberInput {...hours("recovery.measuredPoint")} />
        </div>
        <Select {...choice("recovery.redundancy")} data={riskOptions("redundancy", redundancies)} />
        <Select {...choice("recovery.spares")} data={riskOptions("spares", sparesKinds)} />
        <Textarea
          {...field("recovery.manualFallback")}
          description={t("function.fallbackHint")}
          className={classes.whole}
        />
        <NumberInput {...hours("recovery.fallbackTime")} />
        <TextInput type="date" {...field("recovery.restoreTested")} />
        <Textarea {...field("recovery.note")} className={classes.whole} />
      </div>
    </FormDialog>
  );
}
