import { Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { FormDialog } from "../../parts/risk/FormDialog";
import { sent, useRecordWrite } from "../../parts/risk/records";
import type { Specification } from "./crs";

export type WrittenField = "environment" | "threatEnvironment" | "policies" | "regulations";

interface Props {
  site: string;
  spec: Specification;
  field: WrittenField;
  onClose: () => void;
}

/** Writes one part of the specification: paragraphs, or a list with one item on each line. */
export function WrittenForm({ site, spec, field, onClose }: Props) {
  const { t } = useTranslation("crs");
  const before = spec[field];
  const listed = field === "policies" || field === "regulations";
  const form = useForm({ initialValues: { [field]: Array.isArray(before) ? before.join("\n") : (before ?? "") } });
  const { save } = useRecordWrite<Specification>(site, specificationKind, { onDone: onClose });
  const submit = form.onSubmit((values) => {
    const text = values[field] ?? "";
    const value = listed ? text.split("\n").filter((line) => line.trim()) : text;
    save.mutate(sent({ ...spec, [field]: value }), {
      onError: (problem) => form.setErrors({ [field]: linesOf(problem, field) }),
    });
  });
  return (
    <FormDialog
      title={t(`write.${field}`)}
      form={form}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {t(`hint.${field}`)}
      </Text>
      <Textarea
        label={t(`label.${field}`)}
        description={listed ? t("hint.oneEach") : t("hint.paragraphs")}
        autosize
        minRows={6}
        maxRows={24}
        data-autofocus
        {...form.getInputProps(field)}
      />
    </FormDialog>
  );
}

export const specificationKind = { name: "specification", segment: "specifications" };

/** What is wrong with a field or with one item of its list. */
function linesOf(problem: unknown, field: string): string | undefined {
  if (!(problem instanceof Problem)) return undefined;
  const told = Object.entries(problem.fields).filter(([path]) => path === field || path.startsWith(`${field}.`));
  return told.map(([, text]) => text).join(" ") || undefined;
}
