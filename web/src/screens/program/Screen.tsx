import { Select, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import type { Action } from "../../api/types";
import { useSite } from "../../frame/site";
import { usePlace } from "../../parts/library/program/address";
import { companyNames } from "../../parts/library/program/queries";
import { NoPermission } from "../../parts/NoPermission";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { AnswersTab } from "./AnswersTab";
import { EditionTab } from "./edition/EditionTab";
import { FrameworksTab } from "./frameworks/FrameworksTab";
import { IsmsTab } from "./isms/IsmsTab";
import { RatingsTab } from "./ratings/RatingsTab";

const tabs = ["answers", "ratings", "frameworks", "isms", "edition"] as const;
type Tab = (typeof tabs)[number];

const panels: Record<Tab, (props: { site: string }) => ReactNode> = {
  answers: AnswersTab,
  ratings: RatingsTab,
  frameworks: FrameworksTab,
  isms: IsmsTab,
  edition: EditionTab,
};

const needs: Record<Tab, Action> = {
  answers: "verdict.read",
  ratings: "verdict.read",
  frameworks: "report.read",
  isms: "evidence.read",
  edition: "verdict.read",
};

/** The security program of the owner: its answers, ratings, and what they settle elsewhere. */
export default function Screen() {
  const { t } = useTranslation("program");
  const site = useSite();
  const can = useCan();
  const { get, go } = usePlace();
  const shown = tabs.filter((x) => can(needs[x], site.id));
  const tab = shown.find((x) => x === get("tab")) ?? shown[0];
  const company = get("company") || undefined;
  if (!tab) return <NoPermission title={t("title")} />;
  const Panel = panels[tab];
  const subject = tab === "answers" && company ? "company" : tab;
  return (
    <Page
      wide
      title={t("title")}
      lead={t(`lead.${subject}`)}
      actions={(tab === "answers" || tab === "edition") && can("library.read") && <WhoseProgram company={company} />}
    >
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(v) =>
          go({ tab: v && v !== "answers" ? v : undefined, company: v === "edition" ? company : undefined })
        }
      >
        <Tabs.List mb="md" className="no-print" aria-label={t("title")}>
          {shown.map((x) => (
            <Tabs.Tab key={x} value={x}>
              {t(`tab.${x}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Panel site={site.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

/** The site's own program, or that of a company that works for it. */
function WhoseProgram({ company }: { company: string | undefined }) {
  const { t } = useTranslation("program");
  const { get, go } = usePlace();
  const companies = useQuery(companyNames).data ?? [];
  if (companies.length === 0) return null;
  return (
    <Select
      aria-label={t("whose.label")}
      w={280}
      allowDeselect={false}
      searchable
      data={[
        { value: "site", label: t("whose.site") },
        { group: t("whose.companies"), items: companies.map((c) => ({ value: c.id, label: `${c.key} ${c.name}` })) },
      ]}
      value={company ?? "site"}
      onChange={(v) => go({ tab: get("tab") || undefined, company: v && v !== "site" ? v : undefined })}
    />
  );
}
