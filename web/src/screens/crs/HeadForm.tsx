import { Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { showFields } from "../../parts/fields";
import { FormDialog } from "../../parts/risk/FormDialog";
import { RecordPicker } from "../../parts/risk/RecordPicker";
import { sent, useRecordWrite } from "../../parts/risk/records";
import { systemsOf } from "../../parts/risk/scope";
import { fieldName, kindName } from "../../parts/words";
import type { Specification } from "./crs";
import { specificationKind } from "./WrittenForm";

interface Props {
  site: string;
  spec: Specification | undefined;
  onClose: () => void;
}

/** Begins a specification, or changes what it is called and about. */
export function HeadForm({ site, spec, onClose }: Props) {
  const { t } = useTranslation(["crs", "risklib"]);
  const systems = useQuery(systemsOf(site));
  const blank: Specification = { id: "", version: 0, key: "", name: "", introduction: "", system: undefined };
  const form = useForm<Specification>({ initialValues: { ...blank, ...spec } });
  const write = useRecordWrite<Specification>(site, specificationKind, { onDone: onClose }).write(form.values);
  const only = systems.data?.length === 1 ? systems.data[0]?.id : undefined;
  const submit = form.onSubmit((values) =>
    write.mutate(sent({ ...values, system: values.system ?? only }), {
      onError: (problem) => showFields(form, problem),
    }),
  );
  return (
    <FormDialog
      title={spec ? t("head.edit") : t("begin.button")}
      form={form}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={fieldName("name")}
        description={t("head.nameHint")}
        required
        maxLength={200}
        data-autofocus
        {...form.getInputProps("name")}
      />
      <TextInput
        label={fieldName("key")}
        description={t("risklib:record.keyHint", { example: "CRS-01" })}
        maxLength={64}
        {...form.getInputProps("key")}
      />
      <RecordPicker
        label={kindName("system")}
        description={t("head.systemHint")}
        records={systems.data}
        value={form.values.system ?? only}
        onChange={(id) => form.setFieldValue("system", id)}
      />
      <Textarea
        label={t("head.introduction")}
        description={t("hint.paragraphs")}
        autosize
        minRows={4}
        maxRows={20}
        {...form.getInputProps("introduction")}
      />
    </FormDialog>
  );
}
