import { Alert, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../../parts/ErrorPanel";
import {
  assessmentQuery,
  progressQuery,
  type Assessment,
  type AssessmentProgress,
} from "../../parts/library/assessment";
import { setsQuery } from "../../parts/library/queries";
import { Loading } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import { LinkAnchor } from "../../parts/plant/link";
import { usePrinting } from "../../parts/printing";
import { formatDay } from "../../parts/TimeAgo";
import { Actions } from "./Actions";
import { Compare } from "./Compare";
import { Facts } from "./Facts";
import { Next } from "./Next";
import { Parts } from "./Parts";
import { Questionnaire } from "./Questionnaire";
import { Result } from "./Result";
import { Since } from "./Since";
import { StateMark } from "./Marks";
import { useAddress } from "./useAddress";

interface Props {
  site: string;
  id: string;
}

/** One assessment: what to do next, how far it is, what it is compared to, its questionnaire and its result. */
export function One({ site, id }: Props) {
  const { t } = useTranslation("assessments");
  const assessment = useQuery(assessmentQuery(id));
  const progress = useQuery(progressQuery(id));
  const sets = useQuery(setsQuery).data?.items ?? [];
  const a = assessment.data;
  const error = assessment.error ?? progress.error;
  const retry = () => void Promise.all([assessment.refetch(), progress.refetch()]);
  return (
    <Page
      wide
      title={a ? `${a.key} ${a.name}` : t("one")}
      lead={
        <>
          <LinkAnchor to="/sites/$site/assessments" params={{ site }} search={{}} size="sm" className="no-print">
            {t("back")}
          </LinkAnchor>{" "}
          {a && <StateMark state={a.state} />} {a && (sets.find((s) => s.id === a.set)?.standard ?? a.set)}
        </>
      }
      actions={a && progress.data && <Actions site={site} assessment={a} progress={progress.data} />}
    >
      {error && <ErrorPanel error={error} onRetry={retry} />}
      {!error && !(a && progress.data) && <Loading rows={8} />}
      {a && progress.data && <Content site={site} assessment={a} progress={progress.data} />}
    </Page>
  );
}

const tabs = ["progress", "compare", "since", "questionnaire", "result"] as const;
type Tab = (typeof tabs)[number];

interface ContentProps {
  site: string;
  assessment: Assessment;
  progress: AssessmentProgress;
}

function Content({ site, assessment: a, progress }: ContentProps) {
  const { t } = useTranslation("assessments");
  const { get, change } = useAddress();
  const printing = usePrinting();
  const there: Record<Tab, boolean> = {
    progress: true,
    compare: true,
    since: progress.since !== undefined,
    questionnaire: a.state === "open" || a.state === "planned",
    result: a.result !== undefined,
  };
  const offered = tabs.filter((x) => there[x]);
  const tab = offered.find((x) => x === get("tab")) ?? "progress";
  const panels: Record<Tab, () => ReactNode> = {
    progress: () => <Parts site={site} assessment={a} progress={progress.progress} />,
    compare: () => <Compare site={site} assessment={a} />,
    since: () => progress.since && <Since site={site} set={a.set} since={progress.since} />,
    questionnaire: () => <Questionnaire assessment={a} />,
    result: () => <Result site={site} assessment={a} />,
  };
  return (
    <>
      <Next site={site} assessment={a} progress={progress} />
      <Facts site={site} assessment={a} progress={progress.progress} />
      <Returned assessment={a} />
      {printing ? (
        offered.filter((x) => x !== "questionnaire").map((x) => <section key={x}>{panels[x]()}</section>)
      ) : (
        <Tabs value={tab} keepMounted={false} onChange={(v) => change({ tab: v && v !== "progress" ? v : undefined })}>
          <Tabs.List mb="md" className="no-print" aria-label={t("one")}>
            {offered.map((x) => (
              <Tabs.Tab key={x} value={x}>
                {t(`tab.${x}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab}>{panels[tab]()}</Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}

/** Why it was given back; loud only while that has to be mended. */
function Returned({ assessment: a }: { assessment: Assessment }) {
  const { t } = useTranslation("assessments");
  const all = a.returned ?? [];
  const last = a.state === "open" ? all.at(-1) : undefined;
  return (
    <>
      {last && (
        <Alert color="orange" title={t("returnedBy", { name: last.name || last.by, on: formatDay(last.at) })}>
          <Text size="sm">{last.reason}</Text>
        </Alert>
      )}
      {all
        .filter((r) => r !== last)
        .map((r) => (
          <Text key={r.at} size="sm" c="dimmed">
            {t("returnedBy", { name: r.name || r.by, on: formatDay(r.at) })}
            {": "}
            {r.reason}
          </Text>
        ))}
    </>
  );
}
