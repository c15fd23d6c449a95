import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { PortfolioItem } from "../../api/types";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import { formatNumber } from "../../parts/TimeAgo";
import { Answered, Below, Worst } from "./Cells";
import type { SiteTask } from "./SiteDialogs";
import { SiteMenu } from "./SiteMenu";

interface Props {
  rows: PortfolioItem[];
  sort: string;
  onSort: (sort: string) => void;
  onTask: (task: SiteTask) => void;
}

export function SiteTable({ rows, sort, onSort, onTask }: Props) {
  const { t } = useTranslation(["portfolio", "common"]);
  const columns: Column<PortfolioItem>[] = [
    { id: "site", title: t("site"), sort: (p) => p.site.key, cell: (p) => <SiteCell item={p} /> },
    { id: "below", title: t("below"), sort: (p) => p.gap.subjectsBelow, cell: (p) => <Below item={p} /> },
    { id: "worst", title: t("worst"), sort: (p) => p.gap.worst?.gap ?? 0, cell: (p) => <Worst item={p} /> },
    {
      id: "answered",
      title: t("progress"),
      sort: (p) => (p.asked ? p.answered / p.asked : 0),
      cell: (p) => <Answered item={p} />,
    },
    {
      id: "zones",
      title: t("zones"),
      right: true,
      wide: true,
      sort: (p) => p.zones,
      cell: (p) => formatNumber(p.zones),
    },
    {
      id: "conduits",
      title: t("conduits"),
      right: true,
      wide: true,
      sort: (p) => p.conduits,
      cell: (p) => formatNumber(p.conduits),
    },
    {
      id: "assets",
      title: t("assets"),
      right: true,
      wide: true,
      sort: (p) => p.assets,
      cell: (p) => <Assets item={p} />,
    },
    {
      id: "menu",
      title: t("common:actions"),
      untitled: true,
      right: true,
      cell: (p) => <SiteMenu site={p.site} onTask={onTask} />,
    },
  ];
  return (
    <DataTable
      cards
      columns={columns}
      rows={rows}
      rowKey={(p) => p.site.id}
      caption={t("title")}
      sort={sort}
      onSort={onSort}
    />
  );
}

function SiteCell({ item: { site } }: { item: PortfolioItem }) {
  return (
    <Stack gap={0}>
      <Anchor component={Link} to={`/sites/${encodeURIComponent(site.id)}`} fw={600} size="sm">
        <Key>{site.key}</Key> {site.name}
      </Anchor>
      <Text size="xs" c="dimmed">
        {[site.location, site.sector].filter(Boolean).join(" · ")}
      </Text>
    </Stack>
  );
}

function Assets({ item }: { item: PortfolioItem }) {
  const { t } = useTranslation("portfolio");
  return (
    <Stack gap={0} align="flex-end">
      <span>{formatNumber(item.assets)}</span>
      {item.unzoned > 0 && (
        <Text size="xs" c="dimmed">
          {t("unzoned", { count: item.unzoned })}
        </Text>
      )}
    </Stack>
  );
}
