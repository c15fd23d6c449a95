import { Anchor, Button, Group, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeftRight, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { crosswalksQuery, setsQuery } from "../../../parts/library/queries";
import type { CrosswalkSummary } from "../../../parts/library/types";
import { LoadingRows } from "../../../parts/Loading";
import { formatNumber } from "../../../parts/TimeAgo";
import { useAddress } from "../useAddress";

/** From which set to which: the crosswalks that lead there, either way round. */
export function CrosswalkList() {
  const { t } = useTranslation("standards");
  const { get, change, go } = useAddress();
  const list = useQuery(crosswalksQuery);
  const sets = useQuery(setsQuery);
  if (list.isError) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data || sets.isPending) return <LoadingRows rows={9} />;
  const all = list.data.items;
  const nameOf = (id: string) => sets.data?.items.find((s) => s.id === id)?.standard ?? id;
  const from = get("from");
  const to = get("to");
  const leads = (c: CrosswalkSummary, a: string, b: string) => (!a || c.from === a) && (!b || c.to === b);
  const shown = all.filter((c) => leads(c, from, to) || leads(c, to, from));
  const choices = (other: string) =>
    [...new Set(all.filter((c) => !other || c.from === other || c.to === other).flatMap((c) => [c.from, c.to]))]
      .filter((id) => id !== other)
      .map((value) => ({ value, label: nameOf(value) }))
      .sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
  /** Opened so that what was asked for as "from" stands at the left. */
  const open = (c: CrosswalkSummary) =>
    go({
      tab: "crosswalks",
      crosswalk: c.id,
      turned: (from && from !== c.from) || (to && to !== c.to) ? "1" : undefined,
    });
  const columns: Column<CrosswalkSummary>[] = [
    {
      id: "title",
      title: t("crosswalks.crosswalk"),
      cell: (c) => (
        <Anchor component="button" type="button" fw={600} size="sm" ta="left" onClick={() => open(c)}>
          {nameOf(c.from)} → {nameOf(c.to)}
        </Anchor>
      ),
      sort: (c) => nameOf(c.from),
    },
    {
      id: "pairs",
      title: t("crosswalks.pairs"),
      right: true,
      cell: (c) => formatNumber(c.pairs),
      sort: (c) => c.pairs,
    },
    {
      id: "confirmed",
      title: t("crosswalks.decided"),
      cell: (c) => t("crosswalks.decidedOf", { confirmed: c.confirmed, rejected: c.rejected }),
    },
    { id: "direct", title: t("crosswalks.how"), cell: (c) => (c.direct ? t("pairs.direct") : t("pairs.derived")) },
    {
      id: "source",
      title: t("crosswalks.source"),
      cell: (c) => (
        <Text size="xs" c="dimmed">
          {c.source}
        </Text>
      ),
      wide: true,
    },
  ];
  return (
    <>
      <Group mb="md" gap="xs" align="flex-end" className="no-print">
        <Select
          label={t("crosswalks.from")}
          placeholder={t("crosswalks.any")}
          clearable
          searchable
          data={choices(to)}
          value={from || null}
          onChange={(v) => change({ from: v ?? undefined })}
          flex="0 1 260px"
        />
        <Button
          variant="default"
          px="xs"
          aria-label={t("crosswalks.swap")}
          disabled={!from && !to}
          onClick={() => change({ from: to || undefined, to: from || undefined })}
        >
          <ArrowLeftRight size={16} aria-hidden />
        </Button>
        <Select
          label={t("crosswalks.to")}
          placeholder={t("crosswalks.any")}
          clearable
          searchable
          data={choices(from)}
          value={to || null}
          onChange={(v) => change({ to: v ?? undefined })}
          flex="0 1 260px"
        />
      </Group>
      {shown.length === 0 && (
        <EmptyState icon={SearchX} title={t("crosswalks.none")} text={t("crosswalks.noneText")}>
          <Button variant="default" onClick={() => change({ from: undefined, to: undefined })}>
            {t("crosswalks.all")}
          </Button>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <DataTable
          caption={t("crosswalks.caption")}
          columns={columns}
          rows={shown}
          rowKey={(c) => c.id}
          cards
          sort={get("sort")}
          onSort={(sort) => change({ sort })}
        />
      )}
    </>
  );
}
