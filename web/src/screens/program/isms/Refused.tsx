import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { refused, type Isms } from "./isms";

interface Row {
  cell: string;
  row: number;
  field: string;
  reason: string;
}

/** The rows that cannot be taken, by the cells that have to be mended. */
export function Refused({ seen }: { seen: Isms }) {
  const { t } = useTranslation("program");
  const label = (name: string) => seen.fields.find((f) => f.name === name)?.label ?? name;
  const rows: Row[] = refused(seen).flatMap((x) =>
    (x.refusals ?? []).length > 0
      ? (x.refusals ?? []).map((r) => ({ cell: r.cell, row: x.row, field: label(r.field), reason: r.reason }))
      : [{ cell: x.cell ?? "", row: x.row, field: "", reason: x.reason ?? "" }],
  );
  if (rows.length === 0) return null;
  const columns: Column<Row>[] = [
    { id: "cell", title: t("isms.cell"), cell: (r) => r.cell || t("isms.row", { row: r.row }) },
    { id: "field", title: t("isms.field"), cell: (r) => r.field },
    { id: "reason", title: t("isms.reason"), cell: (r) => r.reason },
  ];
  return (
    <section>
      <Title order={3} mb={4}>
        {t("isms.refused", { count: rows.length })}
      </Title>
      <DataTable
        caption={t("isms.refused", { count: rows.length })}
        columns={columns}
        rows={rows}
        rowKey={(r, i) => `${r.cell}/${i}`}
        cards
      />
    </section>
  );
}
