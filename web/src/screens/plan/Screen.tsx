import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSite } from "../../frame/site";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { RoadmapTab } from "./RoadmapTab";
import { WhatIfTab } from "./WhatIfTab";

const tabs = ["what-if", "roadmap"] as const;

/** Changes are tried out and the way to the targets is planned; nothing here changes the site. */
export default function Screen() {
  const { t } = useTranslation("plan");
  const site = useSite();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const tab = tabs.find((name) => name === search.tab) ?? tabs[0];
  return (
    <Page wide title={t("title")} lead={t("lead")}>
      <Tabs
        value={tab}
        onChange={(value) =>
          void navigate({
            to: ".",
            search: (old) => ({ ...old, tab: value === tabs[0] ? undefined : (value ?? undefined) }),
            replace: true,
            resetScroll: false,
          })
        }
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="what-if">{t("whatIf.tab")}</Tabs.Tab>
          <Tabs.Tab value="roadmap">{t("roadmap.tab")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="what-if">
          <WhatIfTab site={site.id} />
        </Tabs.Panel>
        <Tabs.Panel value="roadmap">
          <RoadmapTab site={site.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
