import { Text } from "@mantine/core";
import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import type { ComparedLine, ResultLine } from "../../parts/library/assessment";
import { AnswerMark } from "../../parts/plant/AnswerMark";
import { AnswerLink } from "./AnswerLink";
import classes from "./assessments.module.css";
import { TrendMark } from "./Marks";
import { answerAt } from "./where";

interface Props {
  site: string;
  set: string;
  lines: ComparedLine[];
  caption: string;
}

/** Answers before and after, each with what became of it and why. */
export function Lines({ site, set, lines, caption }: Props) {
  const { t } = useTranslation("assessments");
  const columns: Column<ComparedLine>[] = [
    { id: "trend", title: t("column.trend"), cell: (l) => <TrendMark trend={l.trend} /> },
    { id: "subject", title: t("column.subject"), cell: (l) => <Key>{l.key}</Key> },
    {
      id: "requirement",
      title: t("column.requirement"),
      cell: (l) => (
        <AnswerLink at={answerAt(set, l.site || site, l.subject, l.requirement)}>
          <Key>{l.requirement}</Key>
        </AnswerLink>
      ),
    },
    {
      id: "change",
      title: t("column.change"),
      cell: (l) => (
        <span className={classes.change}>
          <Was line={l.before} />
          <ArrowRight size={14} role="img" aria-label={t("became")} />
          <Was line={l.after} />
        </span>
      ),
    },
    { id: "why", title: t("column.why"), cell: (l) => <Text size="sm">{l.why}</Text> },
  ];
  return (
    <DataTable
      cards
      columns={columns}
      rows={lines}
      rowKey={(l) => `${l.subject.kind}/${l.subject.id}/${l.requirement}`}
      caption={caption}
    />
  );
}

function Was({ line }: { line: ResultLine | undefined }) {
  const { t } = useTranslation("assessments");
  if (!line) return <span className={classes.numbers}>{t("notAsked")}</span>;
  return (
    <>
      <AnswerMark state={line.state} named />
      {line.maturity ? <span className={classes.numbers}>{t("maturity", { level: line.maturity })}</span> : null}
    </>
  );
}
