import { Card, Group, Progress, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LinkAnchor } from "../../parts/plant/link";
import type { PostureSummary } from "../../parts/plant/types";
import { formatNumber } from "../../parts/TimeAgo";
import classes from "./overview.module.css";

/** How many zones and conduits reach their target, and how much is answered at all. */
export function LevelSummary({ site, summary }: { site: string; summary: PostureSummary }) {
  const { t } = useTranslation("plant");
  const { subjects, subjectsBelow, withoutTarget, steps } = summary.gap;
  const rows = [
    {
      state: "met",
      name: t("overview.atTarget"),
      count: subjects - subjectsBelow - withoutTarget,
      look: classes.atTarget,
    },
    { state: "below", name: t("overview.below"), count: subjectsBelow, look: classes.below },
    { state: "none", name: t("overview.withoutTarget"), count: withoutTarget, look: classes.noTarget },
  ];
  const answered = summary.asked > 0 ? (100 * summary.answered) / summary.asked : 0;
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="levels">
      <Group justify="space-between" mb="xs">
        <Title order={2} id="levels">
          {t("overview.levels")}
        </Title>
        <LinkAnchor to="/sites/$site/levels" params={{ site }} size="sm" className="no-print">
          {t("overview.openLevels")}
        </LinkAnchor>
      </Group>
      {subjects > 0 && (
        <div className={classes.share} aria-hidden>
          {rows.map((r) => r.count > 0 && <span key={r.state} className={r.look} style={{ flexGrow: r.count }} />)}
        </div>
      )}
      <Table fz="sm" withRowBorders={false} highlightOnHover={false} verticalSpacing={3} horizontalSpacing={0}>
        <Table.Tbody>
          {rows.map((r) => (
            <Table.Tr key={r.state}>
              <Table.Th scope="row" fw={400}>
                <span className={`${classes.swatch} ${r.look}`} aria-hidden />
                <LinkAnchor
                  to="/sites/$site/levels"
                  params={{ site }}
                  search={{ standing: r.state }}
                  c="inherit"
                  size="sm"
                >
                  {r.name}
                </LinkAnchor>
              </Table.Th>
              <Table.Td ta="right" fw={600}>
                {r.count}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {steps > 0 && (
        <Text size="sm" mt="xs">
          {t("overview.steps", { count: steps })}
        </Text>
      )}
      <Text size="sm" mt="sm" mb={4} id="answered-label">
        {t("overview.answered", { answered: formatNumber(summary.answered), asked: formatNumber(summary.asked) })}
      </Text>
      <Progress.Root size="md">
        <Progress.Section value={answered} aria-labelledby="answered-label" />
      </Progress.Root>
      {summary.expired > 0 && (
        <Text size="sm" mt="xs" c="var(--gap-text)">
          {t("overview.expired", { count: summary.expired })}
        </Text>
      )}
    </Card>
  );
}
