import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readingAll, url } from "../../api/api";
import type { Import, ImportRow, Outcome, Zone } from "../../api/types";
import { EmptyState } from "../../parts/EmptyState";
import { FieldDiff } from "../../parts/FieldDiff";
import { Key } from "../../parts/Key";
import { PagedTable } from "../../parts/PagedTable";
import type { Column } from "../../parts/DataTable";
import { kindName } from "../../parts/words";

/** The rows of a preview with one outcome; a refused one says where and why. */
export function Rows({ site, item, outcome }: { site: string; item: Import; outcome: Outcome }) {
  const { t } = useTranslation("imports");
  const zones = useQuery(readingAll<Zone>(url`/sites/${site}/zones`));
  const names = Object.fromEntries((zones.data ?? []).map((z) => [z.id, z.key]));
  const columns: Column<ImportRow>[] = [
    {
      id: "record",
      title: t("preview.record"),
      cell: (r) => (
        <Stack gap={0}>
          <span>
            {r.kind && r.kind !== "asset" ? `${kindName(r.kind)} ` : ""}
            <Key>{r.key}</Key> {r.name}
          </span>
          {r.row ? (
            <Text size="xs" c="dimmed">
              {t("preview.whereRow", { sheet: r.sheet, row: r.row })}
            </Text>
          ) : null}
        </Stack>
      ),
    },
  ];
  if (outcome === "refuse")
    columns.push({ id: "reason", title: t("preview.reason"), cell: (r) => <Reasons row={r} /> });
  if (outcome === "add" || outcome === "change") {
    columns.push({
      id: "what",
      title: t("preview.what"),
      cell: (r) => <What row={r} names={names} />,
    });
  }
  if (outcome === "skip") columns.push({ id: "reason", title: t("preview.reason"), cell: (r) => r.reason });
  return (
    <PagedTable
      cards
      path={url`/sites/${site}/imports/${item.id}/rows`}
      params={{ outcome }}
      columns={columns}
      rowKey={(r) => r.n}
      caption={t(`preview.outcome.${outcome}`)}
      empty={<EmptyState title={t("preview.none")} />}
    />
  );
}

/** What a row would store; of a new record without what its line says already. */
function What({ row, names }: { row: ImportRow; names: Record<string, string> }) {
  const said = row.outcome === "add" ? ["/key", "/name", "/sources"] : ["/sources"];
  const fields = (row.fields ?? []).filter(
    (f) => !said.some((path) => f.path === path || f.path.startsWith(`${path}/`)),
  );
  if (fields.length === 0) return null;
  return <FieldDiff fields={fields} names={names} only={row.outcome === "add" ? "after" : undefined} />;
}

function Reasons({ row }: { row: ImportRow }) {
  const { t } = useTranslation("imports");
  if (!row.refusals?.length) return row.reason;
  return (
    <Stack gap={4}>
      {row.refusals.map((r, i) => (
        <div key={i}>
          <Text size="sm">{r.reason}</Text>
          <Text size="xs" c="dimmed">
            {r.cell
              ? t("preview.whereCell", { sheet: r.sheet, row: r.row, cell: r.cell })
              : t("preview.whereRow", { sheet: r.sheet, row: r.row })}
            {r.column ? ` (${r.column})` : ""}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
