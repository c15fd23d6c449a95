import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import { progressQuery, type Assessment } from "../../parts/library/assessment";
import type { SetSummary } from "../../parts/library/types";
import { LinkAnchor } from "../../parts/plant/link";
import { useSites } from "../../parts/sites";
import { formatDay } from "../../parts/TimeAgo";
import { AnsweredBar, Due, StateMark } from "./Marks";

interface Props {
  site: string;
  sets: SetSummary[];
  assessments: Assessment[];
  sort: string;
  onSort: (sort: string) => void;
}

/** Assessments, one a row. */
export function AssessmentTable({ site, sets, assessments, sort, onSort }: Props) {
  const { t } = useTranslation("assessments");
  const sites = useSites();
  const setName = (a: Assessment) => sets.find((s) => s.id === a.set)?.standard ?? a.set;
  const where = (a: Assessment) =>
    [...new Set(a.parts.map((p) => sites.find((s) => s.id === p.site)?.key ?? t("shared")))].join(", ");
  const columns: Column<Assessment>[] = [
    {
      id: "name",
      title: t("column.name"),
      sort: (a) => a.key,
      cell: (a) => (
        <LinkAnchor to="/sites/$site/assessments" params={{ site }} search={{ assessment: a.id }} size="sm">
          <Key>{a.key}</Key> {a.name}
        </LinkAnchor>
      ),
    },
    { id: "state", title: t("column.state"), sort: (a) => a.state, cell: (a) => <StateMark state={a.state} /> },
    { id: "set", title: t("column.set"), sort: setName, cell: setName },
    { id: "sites", title: t("column.sites"), sort: where, cell: where },
    { id: "lead", title: t("column.lead"), sort: (a) => a.lead ?? "", cell: (a) => a.lead },
    { id: "due", title: t("column.due"), sort: (a) => a.due ?? "", cell: (a) => <DueOf assessment={a} /> },
    { id: "progress", title: t("column.progress"), cell: (a) => <ProgressOf assessment={a} /> },
  ];
  return (
    <DataTable
      cards
      columns={columns}
      rows={assessments}
      rowKey={(a) => a.id}
      caption={t("all")}
      sort={sort}
      onSort={onSort}
    />
  );
}

const running = (a: Assessment) => a.state === "planned" || a.state === "open" || a.state === "in-review";

function useProgress(a: Assessment) {
  return useQuery({ ...progressQuery(a.id), enabled: running(a) }).data?.progress;
}

function DueOf({ assessment: a }: { assessment: Assessment }) {
  return <Due due={a.due} daysLeft={useProgress(a)?.daysLeft} />;
}

/** How far it has come; how it ended, when it has. */
function ProgressOf({ assessment: a }: { assessment: Assessment }) {
  const { t } = useTranslation("assessments");
  const progress = useProgress(a);
  if (a.review) {
    return <Text size="sm">{t("signedBy", { name: a.review.name || a.review.by, on: formatDay(a.review.at) })}</Text>;
  }
  if (!progress) return null;
  return <AnsweredBar answered={progress.answered} asked={progress.asked} />;
}
