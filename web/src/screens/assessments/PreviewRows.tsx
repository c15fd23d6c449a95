import { Stack, Text } from "@mantine/core";
import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import { fieldName } from "../../parts/words";
import classes from "./assessments.module.css";
import type { QuestionnaireRow, RowOutcome } from "./questionnaire";

interface Props {
  rows: QuestionnaireRow[];
  outcome: RowOutcome;
}

/** The rows of a questionnaire with one outcome; a refused one says in which cell, and how to mend it. */
export function PreviewRows({ rows, outcome }: Props) {
  const { t } = useTranslation(["assessments", "common"]);
  if (rows.length === 0) return <Text size="sm">{t("sheet.noRows")}</Text>;
  const columns: Column<QuestionnaireRow>[] = [
    {
      id: "row",
      title: t("sheet.row"),
      cell: (r) => (
        <Stack gap={0}>
          <span>
            <Key>{r.key}</Key> <Key>{r.requirement}</Key>
          </span>
          <Text size="xs" c="dimmed">
            {r.cell && outcome !== "change"
              ? t("sheet.atCell", { sheet: r.sheet, row: r.row, cell: r.cell })
              : t("sheet.atRow", { sheet: r.sheet, row: r.row })}
          </Text>
        </Stack>
      ),
    },
    { id: "title", title: t("column.requirement"), cell: (r) => r.title, wide: true },
  ];
  if (outcome !== "change") {
    columns.push({ id: "reason", title: t(outcome === "refuse" ? "sheet.mend" : "sheet.meanwhile"), cell: reasonsOf });
  }
  if (outcome !== "refuse") {
    columns.push({ id: "what", title: t("column.change"), cell: (r) => <Changes of={r} /> });
  }
  return (
    <DataTable
      cards
      columns={columns}
      rows={rows}
      rowKey={(r) => `${r.sheet}/${r.row}`}
      caption={t(`sheet.outcome.${outcome}`)}
    />
  );
}

function reasonsOf(r: QuestionnaireRow) {
  if (!r.refusals?.length) return r.reason;
  return (
    <Stack gap={2}>
      {r.refusals.map((x) => (
        <Text size="sm" key={x.cell + x.field}>
          {x.cell && <Key>{x.cell}</Key>} {x.reason}
        </Text>
      ))}
    </Stack>
  );
}

function Changes({ of }: { of: QuestionnaireRow }) {
  const { t } = useTranslation(["assessments", "common"]);
  return (
    <Stack gap={2}>
      {(of.fields ?? []).map((f) => (
        <Text size="sm" key={f.field} component="span" className={classes.change}>
          {fieldName(f.field)}
          {": "}
          {f.before || t("common:none")}
          <ArrowRight size={13} role="img" aria-label={t("became")} />
          {f.after || t("common:none")}
        </Text>
      ))}
    </Stack>
  );
}
