import { Button, Select, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { assessmentsQuery, campaignStates } from "../../parts/library/assessment";
import { setsQuery } from "../../parts/library/queries";
import { LoadingRows } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import { SearchBox } from "../../parts/SearchBox";
import { useShortcut } from "../../parts/Shortcuts";
import classes from "./assessments.module.css";
import { AssessmentTable } from "./AssessmentTable";
import { First } from "./First";
import { fits } from "./filter";
import { Mine } from "./Mine";
import { PlanDialog } from "./PlanDialog";
import { useAddress } from "./useAddress";

/** All assessments that concern a site, those that wait for the user first. */
export function Assessments({ site }: { site: string }) {
  const { t } = useTranslation(["assessments", "common"]);
  const can = useCan();
  const mayPlan = can("evidence.edit", site);
  const { get, change, go } = useAddress();
  const [planning, setPlanning] = useState(false);
  const list = useQuery(assessmentsQuery(site));
  const sets = useQuery(setsQuery).data?.items ?? [];
  useShortcut("n", t("plan.button"), () => setPlanning(true), mayPlan);

  const filter = { q: get("q"), state: get("state"), set: get("set") };
  const all = list.data ?? [];
  const shown = all.filter((a) => fits(a, filter));
  const used = sets.filter((s) => all.some((a) => a.set === s.id));
  const clear = () => change({ q: undefined, state: undefined, set: undefined });
  const plan = mayPlan && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setPlanning(true)}>
      {t("plan.button")}
    </Button>
  );
  return (
    <Page wide title={t("title")} lead={t("lead")} actions={all.length > 0 && plan}>
      {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingRows rows={8} />}
      {list.isSuccess && all.length === 0 && <First>{plan}</First>}
      {all.length > 0 && (
        <>
          <Mine site={site} sets={sets} />
          <Stack gap="sm" component="section" aria-label={t("all")}>
            <Title order={2}>{t("all")}</Title>
            <div className={`${classes.filters} no-print`}>
              <SearchBox label={t("search")} value={filter.q} onChange={(q) => change({ q: q || undefined })} />
              <Select
                aria-label={t("column.state")}
                placeholder={t("everyState")}
                clearable
                data={campaignStates.map((s) => ({ value: s, label: t(`state.${s}`) }))}
                value={filter.state || null}
                onChange={(state) => change({ state: state ?? undefined })}
              />
              <Select
                aria-label={t("column.set")}
                placeholder={t("everySet")}
                clearable
                data={used.map((s) => ({ value: s.id, label: s.standard }))}
                value={filter.set || null}
                onChange={(set) => change({ set: set ?? undefined })}
              />
            </div>
            {shown.length === 0 ? (
              <EmptyState icon={SearchX} title={t("noneFound")} text={t("noneFoundText")}>
                <Button variant="default" onClick={clear}>
                  {t("showAll")}
                </Button>
              </EmptyState>
            ) : (
              <AssessmentTable
                site={site}
                sets={sets}
                assessments={shown}
                sort={get("sort") || "-due"}
                onSort={(sort) => change({ sort })}
              />
            )}
          </Stack>
        </>
      )}
      {planning && (
        <PlanDialog site={site} onDone={(a) => go({ assessment: a.id })} onClose={() => setPlanning(false)} />
      )}
    </Page>
  );
}
