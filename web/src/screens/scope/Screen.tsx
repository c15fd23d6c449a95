import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSite } from "../../frame/site";
import { NoPermission } from "../../parts/NoPermission";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { assumptionsOf, functionsOf } from "../../parts/risk/queries";
import { environmentsOf, systemsOf } from "../../parts/risk/scope";
import { text } from "../../parts/search";
import { AssumptionsTab } from "./AssumptionsTab";
import { EnvironmentsTab } from "./EnvironmentsTab";
import { FunctionsTab } from "./FunctionsTab";
import { SystemTab } from "./SystemTab";

const tabs = ["system", "functions", "assumptions", "environments"] as const;

/** What is assessed, and what the assessment rests on. */
export default function Screen() {
  const { t } = useTranslation("criteria");
  const site = useSite();
  const can = useCan();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const tab = tabs.find((name) => name === text(search.tab)) ?? "system";
  const mayRead = can("risk.read", site.id);
  const count = {
    system: useQuery({ ...systemsOf(site.id), enabled: mayRead }).data?.length,
    functions: useQuery({ ...functionsOf(site.id), enabled: mayRead }).data?.length,
    assumptions: useQuery({ ...assumptionsOf(site.id), enabled: mayRead }).data?.length,
    environments: useQuery({ ...environmentsOf(site.id), enabled: mayRead }).data?.length,
  };
  if (!mayRead) return <NoPermission title={t("scope.title")} />;
  return (
    <Page wide title={t("scope.title")} lead={t("scope.lead")}>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            to: ".",
            search: { tab: value === "system" ? undefined : (value ?? undefined) },
            replace: true,
            resetScroll: false,
          })
        }
      >
        <Tabs.List mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {count[name] === undefined || name === "system"
                ? t(`scope.tab.${name}`)
                : t("scope.counted", { tab: t(`scope.tab.${name}`), count: count[name] })}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="system">
          <SystemTab site={site.id} />
        </Tabs.Panel>
        <Tabs.Panel value="functions">
          <FunctionsTab site={site.id} />
        </Tabs.Panel>
        <Tabs.Panel value="assumptions">
          <AssumptionsTab site={site.id} />
        </Tabs.Panel>
        <Tabs.Panel value="environments">
          <EnvironmentsTab site={site.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
