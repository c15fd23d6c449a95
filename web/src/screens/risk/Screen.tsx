import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useSite } from "../../frame/site";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { riskOf } from "../../parts/risk/queries";
import classes from "./screen.module.css";
import { views, type ViewID } from "./views";

/** The risks of a site: worst cases first, then the worksheet once criteria are in force. */
export default function Screen() {
  const { t } = useTranslation("risk");
  const site = useSite();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const risk = useQuery(riskOf(site.id));
  // What comes next is opened: before criteria are in force only worst cases can be rated.
  const first: ViewID = risk.data?.inForce ? "worksheet" : "worst";
  const view = views.find((v) => v.id === search.view) ?? views.find((v) => v.id === first);
  const waiting = risk.isPending && !views.some((v) => v.id === search.view);
  return (
    <Page wide full title={t("title")} lead={risk.data?.why ?? t("lead")}>
      {waiting && <LoadingRows rows={10} />}
      {risk.isError && !risk.data && <ErrorPanel error={risk.error} onRetry={() => void risk.refetch()} />}
      {!waiting && view && !(risk.isError && !risk.data) && (
        <Tabs
          value={view.id}
          keepMounted={false}
          onChange={(id) =>
            void navigate({ to: ".", search: { view: id ?? undefined }, replace: true, resetScroll: false })
          }
          className={classes.tabs}
        >
          <Tabs.List mb="sm" className="no-print">
            {views.map((v) => (
              <Tabs.Tab key={v.id} value={v.id}>
                {t(`view.${v.id}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={view.id} className={classes.panel}>
            <Suspense fallback={<LoadingRows rows={10} />}>
              <view.Show site={site.id} />
            </Suspense>
          </Tabs.Panel>
        </Tabs>
      )}
    </Page>
  );
}
