import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "../../parts/Page";
import { text } from "../../parts/search";
import { Appearance } from "./Appearance";
import { Organisation } from "./Organisation";
import { Password } from "./Password";
import { Profile } from "./Profile";
import { Sessions } from "./Sessions";
import { SystemFacts } from "./System";
import { Threats } from "./Threats";
import { Tokens } from "./Tokens";
import "./settings.css";

const sections = [
  "profile",
  "password",
  "sessions",
  "tokens",
  "organisation",
  "threats",
  "appearance",
  "system",
] as const;
type Section = (typeof sections)[number];

const panels: Record<Section, () => React.ReactNode> = {
  profile: Profile,
  password: Password,
  sessions: Sessions,
  tokens: Tokens,
  organisation: Organisation,
  threats: Threats,
  appearance: Appearance,
  system: SystemFacts,
};

export default function Settings() {
  const { t } = useTranslation("account");
  const search = useSearch({ from: "/frame/settings" });
  const navigate = useNavigate({ from: "/settings" });
  const wanted = text(search.section);
  const section = sections.find((s) => s === wanted) ?? "profile";
  const Panel = panels[section];
  return (
    <Page title={t("settings.title")}>
      <Tabs
        value={section}
        onChange={(s) => void navigate({ search: { section: s ?? undefined } })}
        keepMounted={false}
        className="settings"
      >
        <Tabs.List aria-label={t("settings.section")}>
          {sections.map((s) => (
            <Tabs.Tab key={s} value={s}>
              {t(`settings.${s}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={section} pt="lg">
          <Panel />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
