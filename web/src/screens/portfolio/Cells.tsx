import { Group, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PortfolioItem } from "../../api/types";
import { Key } from "../../parts/Key";
import { GapBadge } from "../../parts/LevelBadge";
import { formatNumber } from "../../parts/TimeAgo";

interface Props {
  item: PortfolioItem;
}

/** How many zones and conduits lie below their target. */
export function Below({ item: { gap } }: Props) {
  const { t } = useTranslation("portfolio");
  if (gap.subjects === 0) return <Dim>{t("noSubjects")}</Dim>;
  if (gap.withoutTarget === gap.subjects) return <Dim>{t("noTargets")}</Dim>;
  return (
    <Stack gap={0}>
      <Text size="sm" fw={gap.subjectsBelow > 0 ? 600 : undefined}>
        {gap.subjectsBelow > 0
          ? t("belowOf", { below: gap.subjectsBelow, subjects: gap.subjects })
          : t("allReached", { subjects: gap.subjects })}
      </Text>
      {gap.withoutTarget > 0 && <Dim>{t("withoutTarget", { count: gap.withoutTarget })}</Dim>}
    </Stack>
  );
}

/** The zone or conduit that misses most, and by how much. */
export function Worst({ item: { gap } }: Props) {
  const { t } = useTranslation(["portfolio", "common"]);
  if (!gap.worst) return <Dim>{gap.withoutTarget === gap.subjects ? t("noTargets") : t("noWorst")}</Dim>;
  return (
    <Stack gap={2}>
      <Group gap={6} wrap="nowrap">
        <GapBadge gap={gap.worst.gap} />
        <Text size="sm" span className="nowrap">
          <Key>{gap.worst.key}</Key> {t(`common:fr.short.${(gap.worst.fr + 1) as 1}`)}
        </Text>
      </Group>
      <Dim>{t("steps", { count: gap.steps })}</Dim>
    </Stack>
  );
}

/** How many of the requirements that count for the targets have an answer. */
export function Answered({ item: { site, answered, asked } }: Props) {
  const { t } = useTranslation("portfolio");
  if (asked === 0) return <Dim>{t("nothingAsked")}</Dim>;
  return (
    <Stack gap={4} miw={110} maw={160}>
      <Text size="xs">{t("answeredOf", { answered: formatNumber(answered), asked: formatNumber(asked) })}</Text>
      <Progress value={(answered / asked) * 100} size="sm" aria-label={t("progressOf", { name: site.name })} />
    </Stack>
  );
}

function Dim({ children }: { children: string }) {
  return (
    <Text size="xs" c="dimmed">
      {children}
    </Text>
  );
}
