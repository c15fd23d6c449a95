import { Alert, Badge, Button, Checkbox, Group, Stack, Tabs, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { PreviewRows } from "./PreviewRows";
import { rowOutcomes, type Applying, type QuestionnaireResult, type RowOutcome } from "./questionnaire";

interface Props {
  result: QuestionnaireResult;
  busy: boolean;
  error: unknown;
  /** Looks at the file anew. */
  onAgain: () => void;
  onApply: (how: Applying) => void;
}

const colors: Record<RowOutcome, string> = { refuse: "red", conflict: "orange", change: "petrol" };

/** What applying the file would do, and applying it. */
export function Preview({ result, busy, error, onAgain, onApply }: Props) {
  const { t } = useTranslation("assessments");
  const { counts } = result;
  const [outcome, setOutcome] = useState<RowOutcome>(rowOutcomes.find((o) => counts[o] > 0) ?? "change");
  const [withoutRefused, setWithoutRefused] = useState(false);
  const [takeConflicts, setTakeConflicts] = useState(false);
  const [note, setNote] = useState("");
  const count = counts.change + (takeConflicts ? counts.conflict : 0);
  const stale = error instanceof Problem && error.stale;
  return (
    <Stack gap="sm">
      <Title order={2} fz="md">
        {t("sheet.preview", { file: result.file })}
      </Title>
      {result.blocked && <Alert color="orange">{result.blocked}</Alert>}
      {result.notes.map((n) => (
        <Alert key={n} color="gray">
          {n}
        </Alert>
      ))}
      <Text size="sm">{t("sheet.same", { count: counts.same })}</Text>
      <Tabs value={outcome} onChange={(v) => setOutcome(v as RowOutcome)} keepMounted={false}>
        <Tabs.List>
          {rowOutcomes.map((o) => (
            <Tabs.Tab
              key={o}
              value={o}
              rightSection={<Badge color={counts[o] > 0 ? colors[o] : "gray"}>{counts[o]}</Badge>}
            >
              {t(`sheet.outcome.${o}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={outcome} pt="sm">
          <Text size="sm" c="dimmed" mb="xs">
            {t(`sheet.outcomeText.${outcome}`)}
          </Text>
          <PreviewRows rows={result.rows.filter((r) => r.outcome === outcome)} outcome={outcome} />
        </Tabs.Panel>
      </Tabs>
      {counts.refuse > 0 && (
        <Checkbox
          label={t("sheet.withoutRefused", { count: counts.refuse })}
          checked={withoutRefused}
          onChange={(e) => setWithoutRefused(e.currentTarget.checked)}
        />
      )}
      {counts.conflict > 0 && (
        <Checkbox
          label={t("sheet.takeConflicts", { count: counts.conflict })}
          checked={takeConflicts}
          onChange={(e) => setTakeConflicts(e.currentTarget.checked)}
        />
      )}
      <TextInput
        label={t("sheet.note")}
        maxLength={1000}
        maw={560}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <ErrorPanel error={error} onRetry={stale ? onAgain : undefined} />
      <Group>
        <Button
          loading={busy}
          disabled={count === 0 || Boolean(result.blocked) || (counts.refuse > 0 && !withoutRefused)}
          onClick={() => onApply({ hash: result.hash, withoutRefused, takeConflicts, note })}
        >
          {count === 0 ? t("sheet.nothing") : t("sheet.apply", { count })}
        </Button>
      </Group>
    </Stack>
  );
}
