import { Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { showFields } from "../../parts/fields";
import type { Assessment } from "../../parts/library/assessment";
import { FormDialog } from "../../parts/risk/FormDialog";
import { fieldName } from "../../parts/words";
import { useStep } from "./useStep";

interface Props {
  assessment: Assessment;
  step: "return" | "cancel";
  onClose: () => void;
}

/** Gives an assessment back, or up, with the reason. */
export function ReasonDialog({ assessment: a, step, onClose }: Props) {
  const { t } = useTranslation("assessments");
  const form = useForm({ initialValues: { reason: "" } });
  const take = useStep(a, step, t(step === "return" ? "said.return" : "said.cancel", { key: a.key }), onClose);
  return (
    <FormDialog
      title={t(step === "return" ? "return.title" : "cancel.title", { key: a.key })}
      form={form}
      busy={take.isPending}
      error={take.error}
      size="lg"
      confirm={t(step === "return" ? "step.return" : "step.cancel")}
      onSubmit={form.onSubmit((values) => take.mutate(values, { onError: (p) => showFields(form, p) }))}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t(step === "return" ? "return.text" : "cancel.text")}</Text>
        <Textarea
          label={fieldName("reason")}
          required
          autosize
          minRows={3}
          maxLength={4000}
          data-autofocus
          {...form.getInputProps("reason")}
        />
      </Stack>
    </FormDialog>
  );
}
