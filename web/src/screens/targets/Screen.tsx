import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSite } from "../../frame/site";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { Proposals } from "./Proposals";
import { textOf } from "./targets";
import { Threats } from "./Threats";

/** How much protection each zone and conduit needs, and against what. */
export default function Screen() {
  const { t } = useTranslation("targets");
  const site = useSite();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const tab = textOf(search, "tab") === "threats" ? "threats" : "levels";
  return (
    <Page wide title={t("title")} lead={t("lead")}>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(v) => void navigate({ to: ".", search: { tab: v === "threats" ? v : undefined }, replace: true })}
      >
        <Tabs.List mb="md" className="no-print">
          <Tabs.Tab value="levels">{t("tabLevels")}</Tabs.Tab>
          <Tabs.Tab value="threats">{t("tabThreats")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="levels">
          <Proposals site={site.id} />
        </Tabs.Panel>
        <Tabs.Panel value="threats">
          <Threats site={site.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
