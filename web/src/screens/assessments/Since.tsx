import { Stack, Text } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../parts/EmptyState";
import type { AssessmentProgress } from "../../parts/library/assessment";
import { Lines } from "./Lines";

interface Props {
  site: string;
  set: string;
  since: NonNullable<AssessmentProgress["since"]>;
}

/** What changed in the answers after they were frozen for the review. */
export function Since({ site, set, since }: Props) {
  const { t } = useTranslation("assessments");
  if (since.changed === 0) return <EmptyState icon={CircleCheck} title={t("since.none")} text={since.why} />;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {since.why} {t("since.text")}
      </Text>
      {since.lines.length < since.changed && (
        <Text size="sm" c="dimmed">
          {t("since.closed", { count: since.changed - since.lines.length })}
        </Text>
      )}
      <Lines site={site} set={set} lines={since.lines} caption={t("tab.since")} />
    </Stack>
  );
}
