import { Alert, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import type { Assessment, AssessmentResult, ResultLine } from "../../parts/library/assessment";
import { AnswerMark } from "../../parts/plant/AnswerMark";
import { formatDay } from "../../parts/TimeAgo";
import { AnswerLink } from "./AnswerLink";
import { answerAt } from "./where";

interface Row extends ResultLine {
  of: AssessmentResult["subjects"][number];
}

/** The answers as they stood when the assessment was given into review. */
export function Result({ site, assessment: a }: { site: string; assessment: Assessment }) {
  const { t } = useTranslation("assessments");
  const result = a.result;
  if (!result) return null;
  const rows: Row[] = result.subjects.flatMap((of) => of.answers.map((line) => ({ ...line, of })));
  const rated = rows.some((r) => r.maturity);
  const columns: Column<Row>[] = [
    { id: "subject", title: t("column.subject"), cell: (r) => <Key>{r.of.key}</Key> },
    {
      id: "requirement",
      title: t("column.requirement"),
      cell: (r) => (
        <AnswerLink at={answerAt(a.set, r.of.site || site, r.of.subject, r.requirement)}>
          <Key>{r.requirement}</Key>
        </AnswerLink>
      ),
    },
    { id: "state", title: t("column.answer"), cell: (r) => <AnswerMark state={r.state} named /> },
    ...(rated
      ? [
          {
            id: "maturity",
            title: t("column.maturity"),
            cell: (r: Row) => (r.maturity ? t("maturity", { level: r.maturity }) : null),
          },
        ]
      : []),
    { id: "proofs", title: t("column.proofs"), right: true, cell: (r) => r.proofs },
    { id: "why", title: t("column.why"), cell: (r) => <Text size="sm">{r.why}</Text> },
  ];
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t("result.given", { on: formatDay(result.on), by: result.by })}{" "}
        {result.answered?.length ? t("result.hands", { names: result.answered.join(", ") }) : null}
      </Text>
      {result.reason && (
        <Alert color="orange" title={t("sign.unanswered", { count: result.unanswered ?? 0 })}>
          {result.reason}
        </Alert>
      )}
      <DataTable
        cards
        columns={columns}
        rows={rows}
        rowKey={(r) => `${r.of.subject.kind}/${r.of.subject.id}/${r.requirement}`}
        caption={t("tab.result")}
      />
      <Text size="xs" c="dimmed" className="wrap-anywhere">
        {result.digest ? t("digest", { digest: result.digest }) : t("result.cut")}
      </Text>
    </Stack>
  );
}
