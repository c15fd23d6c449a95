import { Alert, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { GapBadge } from "../../parts/LevelBadge";
import type { SubjectPosture } from "../../parts/plant/types";
import { VectorBar } from "../../parts/VectorBar";
import classes from "./requirements.module.css";

/** Where the subject stands at this moment, and what stops the foundational requirement at hand. */
export function Top({ posture, fr }: { posture: SubjectPosture; fr: number | undefined }) {
  const { t } = useTranslation("plant");
  const tally = posture.target ? posture.counts.asked : posture.counts.all;
  const fails = tally.total - tally.unanswered - tally.holds;
  const at = posture.frs.find((f) => f.fr === fr);
  return (
    <div className={classes.top}>
      <VectorBar
        achieved={posture.achieved}
        target={posture.target}
        gap={posture.target ? posture.gap : null}
        caption={t("drawing.vectorOf", { key: posture.key })}
      />
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <Text size="sm" id="answer-progress">
            {posture.target
              ? t("answer.progressAsked", { answered: tally.total - tally.unanswered, total: tally.total })
              : t("answer.progressAll", { answered: tally.total - tally.unanswered, total: tally.total })}
          </Text>
          {posture.target && <GapBadge gap={posture.steps} />}
        </Group>
        <div
          className={classes.progress}
          role="img"
          aria-label={t("answer.parts", { holds: tally.holds, fails, open: tally.unanswered })}
        >
          <span data-part="holds" style={{ flexGrow: tally.holds }} />
          <span data-part="fails" style={{ flexGrow: fails }} />
          <span data-part="open" style={{ flexGrow: tally.unanswered }} />
        </div>
        <Text size="xs" c="dimmed">
          {t("answer.parts", { holds: tally.holds, fails, open: tally.unanswered })}
        </Text>
        <Text size="sm" aria-live="polite">
          {at && at.reason}
        </Text>
        {(posture.notes ?? []).map((note) => (
          <Alert key={note} color="yellow" p="xs">
            {note}
          </Alert>
        ))}
      </Stack>
    </div>
  );
}
