import { Badge, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { Key } from "../../../parts/Key";
import type { SheetImport, SheetRow } from "./types";

const colors = { add: "green", change: "blue", skip: "gray", refuse: "red" } as const;

/** What becomes of each row of the file, with the cell and the reason where it is refused. */
export function Rows({ seen }: { seen: SheetImport }) {
  const { t } = useTranslation("risk");
  const { counts } = seen;
  const columns: Column<SheetRow>[] = [
    { id: "row", title: t("import.row"), cell: (r) => r.row, right: true },
    {
      id: "outcome",
      title: t("import.outcome"),
      cell: (r) => <Badge color={colors[r.outcome]}>{t(`import.outcomes.${r.outcome}`)}</Badge>,
    },
    {
      id: "name",
      title: t("column.name"),
      cell: (r) => (
        <>
          {r.key && <Key>{r.key}</Key>} {r.name}
          <Text size="xs" c="dimmed">
            {[r.node, r.pha].filter(Boolean).join(" · ")}
          </Text>
        </>
      ),
    },
    { id: "what", title: t("import.what"), cell: (r) => <What row={r} /> },
  ];
  const order = { refuse: 0, change: 1, add: 2, skip: 3 } as const;
  const rows = [...(seen.rows ?? [])].sort((a, b) => order[a.outcome] - order[b.outcome] || a.row - b.row);
  return (
    <div>
      <Title order={3} mb="xs">
        {t("import.preview")}
      </Title>
      <Text size="sm" mb="xs" role="status">
        {t("import.counts", {
          add: counts.add ?? 0,
          change: counts.change ?? 0,
          skip: counts.skip ?? 0,
          refuse: counts.refuse ?? 0,
        })}
      </Text>
      <DataTable
        columns={columns}
        rows={rows}
        rowKey={(r) => `${r.sheet} ${r.row}`}
        caption={t("import.preview")}
        cards
      />
    </div>
  );
}

function What({ row }: { row: SheetRow }) {
  const { t } = useTranslation("risk");
  const refusals = row.refusals ?? [];
  return (
    <>
      {refusals.map((f, i) => (
        <Text key={i} size="sm" c="red">
          {t("import.refusal", { cell: f.cell, reason: f.reason })}
        </Text>
      ))}
      {refusals.length === 0 && row.reason && <Text size="sm">{row.reason}</Text>}
      {row.outcome === "change" &&
        (row.fields ?? []).map((f) => (
          <Text key={f.field} size="xs">
            {t("import.change", { field: f.field, before: f.before || "–", after: f.after || "–" })}
          </Text>
        ))}
      {(row.notes ?? []).map((n) => (
        <Text key={n} size="xs" c="dimmed">
          {n}
        </Text>
      ))}
      {row.review && (
        <Text size="xs" c="dimmed">
          {t("import.reviewRow")}
        </Text>
      )}
    </>
  );
}
