import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { Crosswalks } from "./crosswalks/Crosswalks";
import { Glossary } from "./Glossary";
import { Series } from "./series/Series";
import { Sets } from "./sets/Sets";
import { useAddress } from "./useAddress";

const tabs = ["series", "sets", "crosswalks", "glossary"] as const;
type Tab = (typeof tabs)[number];

const panels: Record<Tab, () => ReactNode> = {
  series: Series,
  sets: Sets,
  crosswalks: Crosswalks,
  glossary: Glossary,
};

/** The series and what stands beside it: its parts, their requirements, how they lead to one another, its words. */
export default function Screen() {
  const { t } = useTranslation("standards");
  const { get, go } = useAddress();
  const tab = tabs.find((x) => x === get("tab")) ?? "series";
  const Panel = panels[tab];
  return (
    <Page wide title={t("title")} lead={t(`lead.${tab}`)}>
      <Tabs value={tab} keepMounted={false} onChange={(v) => go({ tab: v && v !== "series" ? v : undefined })}>
        <Tabs.List mb="md" className="no-print" aria-label={t("title")}>
          {tabs.map((x) => (
            <Tabs.Tab key={x} value={x}>
              {t(`tab.${x}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Panel />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
