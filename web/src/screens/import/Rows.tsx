import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { url } from "../../api/api";
import type { Import, ImportRow, Outcome } from "../../api/types";
import { EmptyState } from "../../parts/EmptyState";
import { FieldDiff } from "../../parts/FieldDiff";
import { Key } from "../../parts/Key";
import { PagedTable } from "../../parts/PagedTable";
import type { Column } from "../../parts/DataTable";
import { kindName } from "../../parts/words";

/** The rows of a preview with one outcome; a refused one says where and why. */
export function Rows({ site, item, outcome }: { site: string; item: Import; outcome: Outcome }) {
  const { t } = useTranslation("imports");
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
      cell: (r) => <FieldDiff fields={r.fields ?? []} only={outcome === "add" ? "after" : undefined} />,
    });
  }
  if (outcome === "skip") columns.push({ id: "reason", title: t("preview.reason"), cell: (r) => r.reason });
  return (
    <PagedTable
      path={url`/sites/${site}/imports/${item.id}/rows`}
      params={{ outcome }}
      columns={columns}
      rowKey={(r) => r.n}
      caption={t(`preview.outcome.${outcome}`)}
      empty={<EmptyState title={t("preview.none")} />}
    />
  );
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
