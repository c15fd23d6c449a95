import { Button, Group, NumberInput, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ClipboardCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { showFields } from "../../parts/fields";
import { FormDialog } from "../../parts/risk/FormDialog";
import { sent, useRecordWrite } from "../../parts/risk/records";
import type { Assumption } from "../../parts/risk/types";
import { riskWord } from "../../parts/risk/words";
import { formatDay } from "../../parts/TimeAgo";
import { fieldName } from "../../parts/words";
import { RestsOn } from "./RestsOn";
import classes from "./scope.module.css";

interface Props {
  site: string;
  record: Assumption | undefined;
  readOnly: boolean;
  onClose: () => void;
  onCheck: (a: Assumption) => void;
}

const blank: Assumption = {
  id: "",
  version: 0,
  key: "",
  name: "",
  statement: "",
  owner: "",
  test: "",
  due: "",
  expires: "",
  state: "open",
};

/** Adds or changes an assumption. Its state changes by a test, which has a dialog of its own. */
export function AssumptionForm({ site, record, readOnly, onClose, onCheck }: Props) {
  const { t } = useTranslation(["criteria", "risklib"]);
  const form = useForm<Assumption>({ initialValues: { ...blank, ...record } });
  const write = useRecordWrite<Assumption>(
    site,
    { name: "assumption", segment: "assumptions" },
    { onDone: onClose },
  ).write(form.values);
  const submit = form.onSubmit((values) =>
    write.mutate(sent(values), { onError: (problem) => showFields(form, problem) }),
  );
  const field = (name: string) => ({ label: fieldName(name), readOnly, ...form.getInputProps(name) });
  const levels = (name: "likelihoodIfFalse" | "consequenceIfFalse") => ({
    ...field(name),
    value: form.values[name] ?? 0,
    min: 0,
    max: 5,
    allowDecimal: false,
    onChange: (v: string | number) => form.setFieldValue(name, v === "" ? undefined : Number(v)),
  });
  return (
    <FormDialog
      title={record ? t("assumption.editTitle", { key: record.key }) : t("assumption.add")}
      form={form}
      busy={write.isPending}
      error={write.error}
      readOnly={readOnly}
      onSubmit={submit}
      onClose={onClose}
    >
      {record && (
        <Group justify="space-between" align="center">
          <Text size="sm">
            {t("assumption.stateIs", { state: riskWord("assumptionState", record.state) })}{" "}
            {record.checkedOn &&
              t("assumption.checked", { day: formatDay(record.checkedOn), who: record.checkedBy || t("somebody") })}
          </Text>
          {!readOnly && (
            <Button
              variant="default"
              size="xs"
              leftSection={<ClipboardCheck size={14} aria-hidden />}
              onClick={() => onCheck(record)}
            >
              {t("assumption.check")}
            </Button>
          )}
        </Group>
      )}
      <div className={classes.fields}>
        <TextInput {...field("name")} description={t("assumption.nameHint")} required maxLength={200} data-autofocus />
        <TextInput {...field("key")} description={t("risklib:record.keyHint", { example: "AS-01" })} maxLength={64} />
        <Textarea {...field("statement")} description={t("assumption.statementHint")} className={classes.whole} />
        <Textarea {...field("test")} description={t("assumption.testHint")} className={classes.whole} />
        <TextInput {...field("owner")} className={classes.whole} maxLength={200} />
        <TextInput type="date" {...field("due")} description={t("assumption.dueHint")} />
        <TextInput type="date" {...field("expires")} description={t("assumption.expiresHint")} />
        <NumberInput {...levels("likelihoodIfFalse")} description={t("assumption.ifFalseHint")} />
        <NumberInput {...levels("consequenceIfFalse")} description={t("assumption.ifFalseHint")} />
      </div>
      {record && <RestsOn site={site} assumption={record.id} />}
    </FormDialog>
  );
}
