import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSiteId } from "../../frame/site";
import { NoPermission } from "../../parts/NoPermission";
import { Page } from "../../parts/Page";
import { text } from "../../parts/search";
import { Captures } from "./Captures";
import { ImportList } from "./ImportList";
import { Upload } from "./Upload";

export default function Imports() {
  const { t } = useTranslation("imports");
  const site = useSiteId();
  const can = useCan();
  const search = useSearch({ strict: false });
  const navigate = useNavigate({ from: "/sites/$site/imports" });
  if (!can("import.run", site)) return <NoPermission title={t("title")} />;
  const tab = text(search.tab) === "captures" ? "captures" : "imports";
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Upload />
      <Tabs value={tab} onChange={(v) => void navigate({ search: { tab: v ?? undefined } })} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="imports">{t("tabs.imports")}</Tabs.Tab>
          <Tabs.Tab value="captures">{t("tabs.captures")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="imports" pt="sm">
          <ImportList />
        </Tabs.Panel>
        <Tabs.Panel value="captures" pt="sm">
          <Captures />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
