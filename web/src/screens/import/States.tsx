import { Button, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { FileX, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Import } from "../../api/types";
import { EmptyState } from "../../parts/EmptyState";
import { formatNumber, formatSize } from "../../parts/TimeAgo";

export function Reading({ item }: { item: Import }) {
  const { t } = useTranslation("imports");
  // Sheets are counted in rows while their preview is made, else files in bytes.
  const bytes = item.total === item.size;
  const amount = (n: number) => (bytes ? formatSize(n) : formatNumber(n));
  return (
    <Paper withBorder p="lg" maw={640}>
      <Stack gap="sm" aria-live="polite">
        <Title order={2}>{item.state === "applying" ? t("applyingTitle") : t("reading.title")}</Title>
        <Progress
          value={item.total > 0 ? (item.done / item.total) * 100 : 100}
          animated
          aria-label={t("reading.progress")}
        />
        <Text size="sm">{t("reading.part", { done: amount(item.done), total: amount(item.total) })}</Text>
        <Text size="sm" c="dimmed">
          {t("reading.leave")}
        </Text>
      </Stack>
    </Paper>
  );
}

export function Failed({ site, item }: { site: string; item: Import }) {
  const { t } = useTranslation("imports");
  return (
    <EmptyState icon={FileX} title={t("failedTitle")} text={t("failedText")}>
      {item.error && <Text className="wrap-anywhere">{item.error}</Text>}
      <Again site={site} />
    </EmptyState>
  );
}

export function Discarded() {
  const { t } = useTranslation("imports");
  return <EmptyState icon={Trash2} title={t("discardedTitle")} text={t("discardedText")} />;
}

export function Again({ site }: { site: string }) {
  const { t } = useTranslation("imports");
  return (
    <Button component={Link} to={`/sites/${encodeURIComponent(site)}/imports`} variant="default">
      {t("applied.another")}
    </Button>
  );
}
