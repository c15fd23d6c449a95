import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSiteId } from "../../frame/site";
import { LoadingRows } from "../../parts/Loading";
import { NoPermission } from "../../parts/NoPermission";
import { Page } from "../../parts/Page";
import { text } from "../../parts/search";
import { Compare } from "./Compare";
import { Entries } from "./Entries";
import "./history.css";

const Versions = lazy(() => import("./Versions"));

export default function History() {
  const { t } = useTranslation("history");
  const site = useSiteId();
  const can = useCan();
  const search = useSearch({ strict: false });
  const navigate = useNavigate({ from: "/sites/$site/history" });
  if (!can("history.read", site)) return <NoPermission title={t("title")} />;
  const tab = text(search.tab) === "compare" ? "compare" : "entries";
  const kind = text(search.record);
  const id = text(search.id);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Tabs
        value={tab}
        onChange={(v) => void navigate({ search: { tab: v === "compare" ? v : undefined } })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="entries">{t("tabs.entries")}</Tabs.Tab>
          <Tabs.Tab value="compare">{t("tabs.compare")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="entries" pt="sm">
          <Entries site={site} />
        </Tabs.Panel>
        <Tabs.Panel value="compare" pt="sm">
          <Compare site={site} />
        </Tabs.Panel>
      </Tabs>
      {kind && id && (
        <Suspense fallback={<LoadingRows />}>
          <Versions
            site={site}
            kind={kind}
            id={id}
            onClose={() => void navigate({ search: (s) => ({ ...s, record: undefined, id: undefined }) })}
          />
        </Suspense>
      )}
    </Page>
  );
}
