import { Anchor, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Radio } from "lucide-react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import type { Capture, Page } from "../../api/types";
import { useSiteId } from "../../frame/site";
import { DataTable, type Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { text } from "../../parts/search";
import { formatNumber, formatTime } from "../../parts/TimeAgo";
import { CaptureDetail } from "./CaptureDetail";

/** The captures that were applied, or one of them with its talkers and flows. */
export function Captures() {
  const { t } = useTranslation("imports");
  const site = useSiteId();
  const search = useSearch({ strict: false });
  const navigate = useNavigate({ from: "/sites/$site/imports" });
  const list = useQuery(reading<Page<Capture>>(url`/sites/${site}/captures`));
  if (list.isError) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <LoadingRows />;
  const open = (capture?: string) => void navigate({ search: { tab: "captures", capture } });
  const chosen = list.data.items.find((c) => c.id === text(search.capture));
  if (chosen) return <CaptureDetail capture={chosen} onBack={() => open()} />;
  if (list.data.items.length === 0) {
    return <EmptyState icon={Radio} title={t("capture.none")} text={t("capture.noneText")} />;
  }
  const columns: Column<Capture>[] = [
    {
      id: "file",
      title: t("file"),
      cell: (c) => (
        <Stack gap={0}>
          <Anchor
            component="button"
            size="sm"
            fw={600}
            ta="left"
            aria-label={t("capture.open", { key: c.key })}
            onClick={() => open(c.id)}
          >
            {c.key}
          </Anchor>
          <Text size="xs" c="dimmed">
            {c.first && formatTime(c.first)}
          </Text>
        </Stack>
      ),
    },
    { id: "packets", title: t("capture.packets"), right: true, cell: (c) => formatNumber(c.packets) },
    { id: "read", title: t("capture.read"), right: true, wide: true, cell: (c) => formatNumber(c.read) },
    { id: "talkers", title: t("capture.talkers"), right: true, cell: (c) => formatNumber(c.talkers) },
    { id: "flows", title: t("capture.flows"), right: true, cell: (c) => formatNumber(c.flows) },
  ];
  return <DataTable columns={columns} rows={list.data.items} rowKey={(c) => c.id} caption={t("tabs.captures")} />;
}
