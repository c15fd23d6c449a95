import { Button, Group, Stack } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download, Route, Save } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import { planning, roadmapsOf, type Roadmap, type RoadmapAsk } from "../../api/plan";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { AskForm } from "./AskForm";
import { askOf, formOf, keptOf, startForm, type AskValues } from "./ask";
import { csvOf, download } from "./csv";
import { Kept } from "./Kept";
import classes from "./plan.module.css";
import { Plan } from "./Plan";
import { SaveDialog } from "./SaveDialog";

/** What is asked for on the left, the plan on the right. */
export function RoadmapTab({ site }: { site: string }) {
  const { t } = useTranslation("plan");
  const can = useCan();
  const [values, setValues] = useState<AskValues>(startForm);
  const [asked, setAsked] = useState<RoadmapAsk>();
  const [keeping, setKeeping] = useState(false);
  const plan = useQuery({ ...planning(site, asked), placeholderData: keepPreviousData });
  const shown = asked && !plan.isError ? plan.data : undefined;
  return (
    <div className={classes.halves}>
      <Stack gap="md">
        <AskForm
          site={site}
          values={values}
          onChange={setValues}
          busy={plan.isFetching}
          onPlan={() => setAsked(askOf(values))}
        />
        <Kept
          site={site}
          kind="roadmaps"
          list={roadmapsOf(site)}
          title={t("roadmap.kept")}
          none={t("roadmap.noneKept")}
          onOpen={(r: Roadmap) => {
            setValues(formOf(r.asked ?? {}));
            setAsked(r.asked ?? {});
          }}
        />
      </Stack>
      <div className={classes.main} aria-live="polite" aria-busy={plan.isFetching}>
        {!asked && <EmptyState icon={Route} title={t("roadmap.empty")} text={t("roadmap.emptyText")} />}
        {asked && plan.isError && <ErrorPanel error={plan.error} onRetry={() => void plan.refetch()} />}
        {asked && plan.isPending && <LoadingRows rows={10} />}
        {shown && (
          <div className={plan.isPlaceholderData ? classes.stale : undefined}>
            {shown.steps.length > 0 && (
              <Group gap="xs" mb="md" className="no-print">
                {can("risk.edit", site) && (
                  <Button
                    variant="default"
                    leftSection={<Save size={16} aria-hidden />}
                    onClick={() => setKeeping(true)}
                  >
                    {t("roadmap.keep")}
                  </Button>
                )}
                <Button
                  variant="default"
                  leftSection={<Download size={16} aria-hidden />}
                  onClick={() =>
                    download(
                      `${t("roadmap.file")}.csv`,
                      csvOf(shown, (name) => t(`column.${name}`)),
                    )
                  }
                >
                  {t("roadmap.csv")}
                </Button>
              </Group>
            )}
            <Plan plan={shown} />
          </div>
        )}
      </div>
      {keeping && shown && (
        <SaveDialog
          title={t("roadmap.keep")}
          site={site}
          touches={[keyOf(url`/sites/${site}/roadmaps`)]}
          run={(name, note) =>
            send<Roadmap>("POST", url`/sites/${site}/roadmaps`, { key: "", name, note, asked, plan: keptOf(shown) })
          }
          onClose={() => setKeeping(false)}
        />
      )}
    </div>
  );
}
