import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileSpreadsheet, FileText, Inbox, Radio } from "lucide-react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import type { Import, Page } from "../../api/types";
import { useSiteId } from "../../frame/site";
import { Counts } from "../../parts/imports/Counts";
import { ImportState } from "../../parts/imports/ImportState";
import { DataTable, type Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { formatSize, TimeAgo } from "../../parts/TimeAgo";

const icons = { sheet: FileSpreadsheet, document: FileText, capture: Radio };

/** The imports of the site, the newest first; looked at again while one is under way. */
export function ImportList() {
  const { t } = useTranslation("imports");
  const site = useSiteId();
  const list = useQuery({
    ...reading<Page<Import>>(url`/sites/${site}/imports`),
    refetchInterval: (q) => (q.state.data?.items.some(underWay) ? 1500 : false),
  });
  if (list.isError) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <LoadingRows />;
  if (list.data.items.length === 0) return <EmptyState icon={Inbox} title={t("empty.title")} text={t("empty.text")} />;
  const columns: Column<Import>[] = [
    { id: "file", title: t("file"), cell: (i) => <File item={i} site={site} /> },
    { id: "state", title: t("state"), cell: (i) => <ImportState item={i} /> },
    { id: "rows", title: t("rows"), cell: (i) => <Counts counts={i.counts} /> },
    { id: "by", title: t("by"), wide: true, cell: (i) => i.by },
    { id: "when", title: t("when"), wide: true, cell: (i) => <TimeAgo at={i.created} /> },
  ];
  return <DataTable cards columns={columns} rows={list.data.items} rowKey={(i) => i.id} caption={t("title")} />;
}

function underWay(i: Import): boolean {
  return i.state === "reading" || i.state === "applying";
}

function File({ item, site }: { item: Import; site: string }) {
  const { t } = useTranslation("imports");
  const Icon = icons[item.kind];
  return (
    <Group gap="sm" wrap="nowrap">
      <Icon size={20} strokeWidth={1.5} aria-hidden className="icon" />
      <Stack gap={0}>
        <Anchor
          component={Link}
          to={url`/sites/${site}/imports/${item.id}`}
          size="sm"
          fw={600}
          className="wrap-anywhere"
        >
          {item.file}
        </Anchor>
        <Text size="xs" c="dimmed">
          {[t(`kinds.${item.kind}`), formatSize(item.size)].join(", ")}
        </Text>
      </Stack>
    </Group>
  );
}
