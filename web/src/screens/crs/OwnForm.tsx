import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { conduitsOf, zonesOf } from "../../parts/plant/queries";
import { FormDialog } from "../../parts/risk/FormDialog";
import { scenariosOf } from "../../parts/risk/queries";
import { RecordsPicker } from "../../parts/risk/RecordPicker";
import { sent, useRecordWrite } from "../../parts/risk/records";
import { fieldName } from "../../parts/words";
import { verifications, type OwnRequirement, type Specification } from "./crs";
import { specificationKind } from "./WrittenForm";

interface Props {
  site: string;
  spec: Specification;
  own: OwnRequirement | undefined;
  onClose: () => void;
}

/** Adds or changes a requirement of the owner. */
export function OwnForm({ site, spec, own, onClose }: Props) {
  const { t } = useTranslation("crs");
  const all = spec.own ?? [];
  const index = own ? all.findIndex((o) => o.key === own.key) : all.length;
  const form = useForm<OwnRequirement>({
    initialValues: {
      key: nextKey(all),
      text: "",
      zones: [],
      conduits: [],
      scenarios: [],
      verification: "document-review",
      holdPoint: false,
      ...own,
    },
  });
  const zones = useQuery(zonesOf(site));
  const conduits = useQuery(conduitsOf(site));
  const scenarios = useQuery(scenariosOf(site));
  const { save } = useRecordWrite<Specification>(site, specificationKind, { onDone: onClose });
  const submit = form.onSubmit((values) => {
    const next = [...all];
    next[index] = values;
    save.mutate(sent({ ...spec, own: next }), {
      onError: (problem) => {
        if (!(problem instanceof Problem)) return;
        const here = Object.entries(problem.fields).map(([path, text]) => [path.replace(`own.${index}.`, ""), text]);
        form.setErrors(Object.fromEntries(here));
      },
    });
  });
  return (
    <FormDialog
      title={own ? t("own.edit", { key: own.key }) : t("own.add")}
      form={form}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={fieldName("key")} required maxLength={64} w={200} {...form.getInputProps("key")} />
      <Textarea
        label={t("own.text")}
        description={t("own.textHint")}
        required
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps("text")}
      />
      <RecordsPicker
        label={t("own.scenarios")}
        description={t("own.scenariosHint")}
        records={scenarios.data}
        value={form.values.scenarios}
        onChange={(ids) => form.setFieldValue("scenarios", ids)}
      />
      <RecordsPicker
        label={fieldName("zones")}
        description={t("own.whereHint")}
        records={zones.data}
        value={form.values.zones}
        onChange={(ids) => form.setFieldValue("zones", ids)}
      />
      <RecordsPicker
        label={t("own.conduits")}
        records={conduits.data}
        value={form.values.conduits}
        onChange={(ids) => form.setFieldValue("conduits", ids)}
      />
      <Select
        label={t("line.verification")}
        allowDeselect={false}
        data={verifications.map((value) => ({ value, label: t(`verification.${value}`) }))}
        {...form.getInputProps("verification")}
      />
      <Checkbox
        label={t("line.hold")}
        description={t("line.holdHint")}
        {...form.getInputProps("holdPoint", { type: "checkbox" })}
      />
    </FormDialog>
  );
}

/** The key after the highest: OR-05 after OR-04. */
function nextKey(all: OwnRequirement[]): string {
  const numbers = all.map((o) => Number(/^OR-(\d+)$/.exec(o.key)?.[1] ?? 0));
  return `OR-${String(Math.max(0, ...numbers) + 1).padStart(2, "0")}`;
}
