import { Alert, Badge, Button, Group, Stack, Tabs, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Import, Outcome } from "../../api/types";
import { CaptureFacts } from "../../parts/imports/CaptureFacts";
import { outcomeColor, outcomes } from "../../parts/imports/Counts";
import { formatNumber } from "../../parts/TimeAgo";
import { Apply } from "./Apply";
import { Proposals, type Chosen } from "./Proposals";
import { Rows } from "./Rows";

interface Props {
  site: string;
  item: Import;
  onColumns: () => void;
}

/** What applying would do, row by row. */
export function Preview({ site, item, onColumns }: Props) {
  if (item.kind === "capture") return <CapturePreview site={site} item={item} />;
  return <RowsPreview site={site} item={item} onColumns={onColumns} />;
}

function RowsPreview({ site, item, onColumns }: Props) {
  const { t } = useTranslation("imports");
  const counts = item.counts ?? {};
  const there = outcomes.filter((o) => o !== "remove" || counts.remove);
  const first = counts.refuse ? "refuse" : (there.find((o) => counts[o]) ?? "add");
  const [outcome, setOutcome] = useState<Outcome>(first);
  const changing = (counts.add ?? 0) + (counts.change ?? 0) + (counts.remove ?? 0);
  return (
    <Stack>
      <Group justify="space-between">
        <div>
          <Title order={2}>{t("preview.title")}</Title>
          <Text size="sm" c="dimmed">
            {t("preview.lead")}
          </Text>
        </div>
        {item.kind === "sheet" && (
          <Button variant="default" size="xs" onClick={onColumns}>
            {t("preview.backToColumns")}
          </Button>
        )}
      </Group>
      {changing === 0 && !counts.refuse && <Alert>{t("preview.nothing")}</Alert>}
      <Tabs value={outcome} onChange={(v) => setOutcome((v as Outcome | null) ?? "add")} keepMounted={false}>
        <Tabs.List>
          {there.map((o) => (
            <Tabs.Tab
              key={o}
              value={o}
              rightSection={<Badge color={counts[o] ? outcomeColor[o] : "gray"}>{formatNumber(counts[o] ?? 0)}</Badge>}
            >
              {t(`preview.outcome.${o}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={outcome} pt="sm">
          <Text size="sm" c="dimmed" mb="xs">
            {t(`preview.outcomeText.${outcome}`)}
          </Text>
          <Rows key={outcome} site={site} item={item} outcome={outcome} />
        </Tabs.Panel>
      </Tabs>
      <Apply site={site} item={item} count={changing} />
    </Stack>
  );
}

function CapturePreview({ site, item }: { site: string; item: Import }) {
  const { t } = useTranslation("imports");
  const [chosen, setChosen] = useState<Chosen>(new Set());
  return (
    <Stack>
      <Title order={2}>{t("capture.title")}</Title>
      {item.capture && <CaptureFacts capture={item.capture} />}
      <div>
        <Title order={2}>{t("capture.proposals")}</Title>
        <Text size="sm" c="dimmed">
          {t("capture.proposalsLead")}
        </Text>
      </div>
      <Proposals site={site} item={item} chosen={chosen} onChoose={setChosen} />
      <Apply site={site} item={item} count={chosen === "all" ? (item.counts?.add ?? 0) : chosen.size} chosen={chosen} />
    </Stack>
  );
}
