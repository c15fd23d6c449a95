import { Alert, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Assessment, AssessmentProgress } from "../../parts/library/assessment";
import { SignDialog } from "../../parts/risk/SignDialog";
import { formatDay } from "../../parts/TimeAgo";
import { useStep } from "./useStep";

interface Props {
  assessment: Assessment;
  progress: AssessmentProgress;
  onClose: () => void;
}

/** Signs the result of an assessment as a second person. */
export function Sign({ assessment: a, progress, onClose }: Props) {
  const { t } = useTranslation("assessments");
  const sign = useStep(a, "sign", t("said.sign", { key: a.key }), onClose);
  const result = a.result;
  const asked = result?.subjects.reduce((sum, s) => sum + s.answers.length, 0) ?? 0;
  return (
    <SignDialog
      title={t("sign.title", { key: a.key })}
      busy={sign.isPending}
      error={sign.error}
      onSign={(password) => sign.mutate({ password })}
      onClose={onClose}
    >
      <Stack gap="xs">
        <Text size="sm">{t("sign.text")}</Text>
        {result && (
          <Text size="sm">
            {t("sign.what", {
              answered: asked - (result.unanswered ?? 0),
              asked,
              on: formatDay(result.on),
              by: result.by,
            })}
          </Text>
        )}
        {result?.reason && (
          <Alert color="orange" title={t("sign.unanswered", { count: result.unanswered ?? 0 })}>
            {result.reason}
          </Alert>
        )}
        {progress.since && progress.since.changed > 0 && <Alert color="orange">{progress.since.why}</Alert>}
        {result?.digest && (
          <Text size="xs" c="dimmed" className="wrap-anywhere">
            {t("digest", { digest: result.digest })}
          </Text>
        )}
      </Stack>
    </SignDialog>
  );
}
