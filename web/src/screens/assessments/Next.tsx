import { Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Assessment, AssessmentProgress } from "../../parts/library/assessment";
import { formatTime } from "../../parts/TimeAgo";
import { AnswerLink } from "./AnswerLink";
import classes from "./assessments.module.css";
import { AnsweredBar } from "./Marks";
import { answerAt } from "./where";

interface Props {
  site: string;
  assessment: Assessment;
  progress: AssessmentProgress;
}

/** Where the assessment stands, and what has to be done now. */
export function Next({ site, assessment: a, progress: p }: Props) {
  const { t } = useTranslation("assessments");
  const { progress } = p;
  const first = progress.parts.flatMap((part) =>
    part.subjects.flatMap((s) => (s.next?.[0] ? [{ part, subject: s, requirement: s.next[0] }] : [])),
  )[0];
  const step = a.state === "open" && progress.done ? "done" : a.state === "in-review" && !p.maySign ? "waits" : a.state;
  return (
    <section className={`${classes.panel} ${classes.next}`} aria-label={t("next.title")}>
      <Stack gap={8}>
        <Group justify="space-between" gap="xs">
          <Title order={2} fz="md">
            {t(`next.${step}`)}
          </Title>
          {a.state !== "cancelled" && <AnsweredBar answered={progress.answered} asked={progress.asked} />}
        </Group>
        <Text size="sm">{t(`next.${step}Text`)}</Text>
        {(a.state === "planned" || a.state === "open" || a.state === "in-review") && (
          <Text size="sm" c="dimmed">
            {progress.why}
          </Text>
        )}
        {p.whyNot && (
          <Text size="sm" role="note">
            {p.whyNot}
          </Text>
        )}
        {p.since && (a.state === "signed" || p.since.changed > 0) && <Text size="sm">{p.since.why}</Text>}
        {a.review && (
          <Text size="sm">
            {t("signedBy", { name: a.review.name || a.review.by, on: formatTime(a.review.at) })}{" "}
            {a.review.imported && t("signedElsewhere")}
          </Text>
        )}
        {a.cancelled && (
          <Text size="sm">
            {t("cancelledBy", { name: a.cancelled.name || a.cancelled.by, on: formatTime(a.cancelled.at) })}{" "}
            {a.cancelled.reason}
          </Text>
        )}
        {a.state === "open" && first && (
          <Group gap="xs" className="no-print">
            <AnswerLink button at={answerAt(a.set, first.part.site || site, first.subject.subject, first.requirement)}>
              {t("next.answer", { key: first.subject.key, requirement: first.requirement })}
            </AnswerLink>
          </Group>
        )}
      </Stack>
    </section>
  );
}
