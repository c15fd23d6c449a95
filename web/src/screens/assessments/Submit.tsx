import { Alert, List, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { showFields } from "../../parts/fields";
import { Key } from "../../parts/Key";
import type { Assessment, Progress } from "../../parts/library/assessment";
import { FormDialog } from "../../parts/risk/FormDialog";
import { useStep } from "./useStep";

interface Props {
  assessment: Assessment;
  progress: Progress;
  onClose: () => void;
}

const named = 8;

/** Gives an assessment into review; says what has no answer, and asks why all the same. */
export function Submit({ assessment: a, progress, onClose }: Props) {
  const { t } = useTranslation(["assessments", "common"]);
  const form = useForm({ initialValues: { reason: "" } });
  const submit = useStep(a, "submit", t("said.submit", { key: a.key }), onClose);
  const open = progress.asked - progress.answered;
  const subjects = progress.parts.flatMap((p) => p.subjects).filter((s) => s.answered < s.asked);
  return (
    <FormDialog
      title={t("submit.title", { key: a.key })}
      form={form}
      busy={submit.isPending}
      error={submit.error}
      size="lg"
      untouched
      confirm={t("step.submit")}
      onSubmit={form.onSubmit((values) => submit.mutate(values, { onError: (p) => showFields(form, p) }))}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t("submit.text")}</Text>
        {open > 0 && (
          <>
            <Alert
              color="orange"
              icon={<TriangleAlert size={18} aria-hidden />}
              title={t("submit.open", { count: open })}
            >
              <List size="sm">
                {subjects.slice(0, named).map((s) => (
                  <List.Item key={s.subject.id}>
                    <Key>{s.key}</Key> {s.name}
                    {": "}
                    {t("openCount", { count: s.asked - s.answered })}
                  </List.Item>
                ))}
                {subjects.length > named && (
                  <List.Item>{t("common:andMore", { count: subjects.length - named })}</List.Item>
                )}
              </List>
            </Alert>
            <Textarea
              label={t("submit.reason")}
              description={t("submit.reasonHint")}
              required
              autosize
              minRows={2}
              maxLength={4000}
              data-autofocus
              {...form.getInputProps("reason")}
            />
          </>
        )}
      </Stack>
    </FormDialog>
  );
}
