import { Stack, Text, Title } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { PackageSearch } from "lucide-react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import type { Page, SiteRecord } from "../../../api/types";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import type { ComponentRow, Product } from "../../../parts/library/supply";
import { LoadingRows } from "../../../parts/Loading";
import { LinkAnchor } from "../../../parts/plant/link";
import { useSites } from "../../../parts/sites";
import { formatNumber } from "../../../parts/TimeAgo";
import { VectorLine } from "../../../parts/VectorBar";

const shown = 100;

/** Where a product is installed, by site, with what it is capable of there. */
export function Installed({ product }: { product: Product }) {
  const { t } = useTranslation("products");
  const can = useCan();
  const sites = useSites().filter((s) => can("verdict.read", s.id));
  const lists = useQueries({
    queries: sites.map((s) =>
      reading<Page<ComponentRow>>(url`/sites/${s.id}/components`, { product: product.id, limit: shown }),
    ),
  });
  const failed = lists.find((l) => l.isError);
  const found = sites.flatMap((site, i) => {
    const list = lists[i]?.data;
    return list && list.items.length > 0 ? [{ site, list }] : [];
  });
  if (sites.length === 0) return <EmptyState icon={PackageSearch} title={t("installed.closed")} />;
  if (failed) return <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />;
  if (lists.some((l) => l.isPending)) return <LoadingRows rows={5} />;
  if (found.length === 0)
    return <EmptyState icon={PackageSearch} title={t("installed.none")} text={t("installed.noneText")} />;
  return (
    <Stack>
      {found.map(({ site, list }) => (
        <section key={site.id} aria-label={site.name}>
          <Title order={2}>
            {site.name}
            <Text span size="sm" c="dimmed" ml="xs">
              {t("installed.count", { count: list.total ?? list.items.length })}
            </Text>
          </Title>
          <Assets site={site} rows={list.items} />
          {(list.total ?? 0) > list.items.length && (
            <Text size="xs" c="dimmed">
              {t("installed.more", { shown: formatNumber(list.items.length), total: formatNumber(list.total ?? 0) })}
            </Text>
          )}
        </section>
      ))}
    </Stack>
  );
}

function Assets({ site, rows }: { site: SiteRecord; rows: ComponentRow[] }) {
  const { t } = useTranslation("products");
  const columns: Column<ComponentRow>[] = [
    {
      id: "asset",
      title: t("installed.asset"),
      cell: (r) => (
        <LinkAnchor to="/sites/$site/assets" params={{ site: site.id }} search={{ asset: r.asset }} size="sm">
          <Key>{r.key}</Key> {r.name}
        </LinkAnchor>
      ),
    },
    { id: "firmware", title: t("installed.firmware"), cell: (r) => r.firmware },
    { id: "how", title: t("installed.how"), wide: true, cell: (r) => <Text size="xs">{r.match.why}</Text> },
    { id: "capable", title: t("list.capable"), cell: (r) => <VectorLine achieved={r.capable} /> },
    { id: "own", title: t("installed.own"), right: true, cell: (r) => (r.own > 0 ? r.own : "") },
    { id: "reason", title: t("installed.reason"), wide: true, cell: (r) => <Text size="xs">{r.reason}</Text> },
  ];
  return (
    <DataTable
      cards
      caption={t("installed.table", { name: site.name })}
      columns={columns}
      rows={rows}
      rowKey={(r) => r.asset}
    />
  );
}
