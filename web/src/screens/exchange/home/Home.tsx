import { Alert, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../api/me";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { LoadingRows } from "../../../parts/Loading";
import { Page } from "../../../parts/Page";
import { LinkAnchor } from "../../../parts/plant/link";
import { useAddress } from "../address";
import classes from "../exchange.module.css";
import { organisationQuery, packagesQuery, repliesQuery } from "../queries";
import { tabOf, tabs, type Tab } from "../types";
import { All } from "./All";
import { Integrator } from "./Integrator";
import { Owner } from "./Owner";
import { OwnKey } from "./OwnKey";
import { Receive } from "./Receive";
import { Supplier } from "./Supplier";

/** The exchange, arranged by what the organisation is. */
export function Home() {
  const { t } = useTranslation("exchange");
  const can = useCan();
  const { get, go } = useAddress();
  const organisation = useQuery(organisationQuery);
  const packages = useQuery(packagesQuery);
  const replies = useQuery(repliesQuery);
  const parties = organisation.data?.parties ?? [];
  // Who has not said what the organisation is sees the part of every party.
  const own = parties.length > 0 ? tabs.filter((x) => x === "all" || parties.some((p) => tabOf[p] === x)) : tabs;
  const asked = tabs.find((x) => x === get("tab"));
  const shown = asked && !own.includes(asked) ? [...own, asked] : own;
  const tab: Tab = asked ?? shown[0] ?? "all";
  const failed = [organisation, packages, replies].find((q) => q.isError);
  const ready = organisation.data && packages.data && replies.data;
  return (
    <Page wide title={t("title")} lead={t("lead")}>
      <div className={classes.top}>
        {can("package.run") && <Receive />}
        <OwnKey />
      </div>
      {failed && <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && !ready && <LoadingRows rows={8} />}
      {ready && (
        <>
          {parties.length === 0 && (
            <Alert color="gray" icon={<Users size={18} />} className="no-print">
              {t("parties")}{" "}
              <LinkAnchor to="/settings" inherit>
                {t("partiesSet")}
              </LinkAnchor>
            </Alert>
          )}
          <Tabs value={tab} keepMounted={false} onChange={(value) => go({ tab: value ?? undefined })}>
            <Tabs.List mb="md" className="no-print" aria-label={t("title")}>
              {shown.map((x) => (
                <Tabs.Tab key={x} value={x}>
                  {t(`tab.${x}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value={tab}>
              {tab === "owner" && <Owner packages={packages.data} replies={replies.data} />}
              {tab === "integrator" && <Integrator packages={packages.data} replies={replies.data} />}
              {tab === "supplier" && <Supplier packages={packages.data} />}
              {tab === "all" && <All packages={packages.data} />}
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </Page>
  );
}
