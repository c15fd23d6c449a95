import { Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { myAssessmentsQuery } from "../../parts/library/assessment";
import type { SetSummary } from "../../parts/library/types";
import { LinkAnchor, LinkButton } from "../../parts/plant/link";
import classes from "./assessments.module.css";
import { concerns } from "./filter";
import { AnsweredBar, Due, StateMark } from "./Marks";

/** The assessments that wait for the signed-in user, with what they wait for. */
export function Mine({ site, sets }: { site: string; sets: SetSummary[] }) {
  const { t } = useTranslation("assessments");
  const mine = useQuery(myAssessmentsQuery);
  const here = (mine.data?.items ?? []).filter((m) => concerns(m.assessment, site));
  if (mine.isError) return <ErrorPanel error={mine.error} onRetry={() => void mine.refetch()} />;
  if (here.length === 0) return null;
  return (
    <Stack gap="sm" component="section" aria-label={t("mine.title")}>
      <Title order={2}>{t("mine.title")}</Title>
      <ul className={classes.mine}>
        {here.map(({ assessment: a, waits, parts, progress }) => (
          <li key={a.id} className={`${classes.panel} ${classes.next}`}>
            <Stack gap={6}>
              <Group justify="space-between" gap="xs">
                <LinkAnchor
                  to="/sites/$site/assessments"
                  params={{ site }}
                  search={{ assessment: a.id }}
                  fw={600}
                  size="sm"
                >
                  <Key>{a.key}</Key> {a.name}
                </LinkAnchor>
                <StateMark state={a.state} />
              </Group>
              <Text size="xs" c="dimmed">
                {sets.find((s) => s.id === a.set)?.standard ?? a.set}
              </Text>
              <Text size="sm">
                {waits === "answers" ? t("mine.answers", { count: parts.length }) : t(`mine.${waits}`)}
              </Text>
              <AnsweredBar answered={progress.answered} asked={progress.asked} />
              <Group justify="space-between" gap="xs">
                <Text size="sm" component="span">
                  <Due due={a.due} daysLeft={progress.daysLeft} />
                </Text>
                <LinkButton
                  size="compact-sm"
                  to="/sites/$site/assessments"
                  params={{ site }}
                  search={{ assessment: a.id }}
                >
                  {t(waits === "signature" ? "mine.toReview" : "mine.toAnswer")}
                </LinkButton>
              </Group>
            </Stack>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
