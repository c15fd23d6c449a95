import { Badge, Group, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { CircleCheck, CircleDashed } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSite } from "../../frame/site";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { NoPermission } from "../../parts/NoPermission";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { text } from "../../parts/search";
import { formatNumber } from "../../parts/TimeAgo";
import { ApprovalTab } from "./ApprovalTab";
import { outlineOf, type Outline } from "./crs";
import { Downloads } from "./Downloads";
import { PartsTab } from "./PartsTab";
import { RequirementsTab } from "./RequirementsTab";
import { WhichSpecification } from "./WhichSpecification";

const tabs = ["specification", "requirements", "approval"] as const;

/** The cybersecurity requirements specification and the owner's approval of it. */
export default function Screen() {
  const { t } = useTranslation("crs");
  const site = useSite();
  const may = useCan()("risk.read", site.id);
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const tab = tabs.find((name) => name === text(search.tab)) ?? "specification";
  const chosen = text(search.specification) || undefined;
  const outline = useQuery({ ...outlineOf(site.id, chosen), enabled: may });
  if (!may) return <NoPermission title={t("title")} />;
  const o = outline.data;
  return (
    <Page
      title={t("title")}
      wide
      full={tab === "requirements"}
      lead={t("lead")}
      actions={
        <>
          <WhichSpecification site={site.id} chosen={o?.specification.id} />
          <Downloads site={site.id} specification={chosen} />
        </>
      }
    >
      {outline.isError && <ErrorPanel error={outline.error} onRetry={() => void outline.refetch()} />}
      {outline.isPending && <LoadingRows rows={10} />}
      {o && (
        <>
          <Stands outline={o} />
          <Tabs
            value={tab}
            keepMounted={false}
            display="contents"
            onChange={(value) =>
              void navigate({
                to: ".",
                search: { tab: value === tabs[0] ? undefined : (value ?? undefined), specification: chosen },
                replace: true,
                resetScroll: false,
              })
            }
          >
            <Tabs.List>
              <Tabs.Tab value="specification">
                {o.counts.missing > 0
                  ? t("tab.specificationMissing", { count: o.counts.missing })
                  : t("tab.specification")}
              </Tabs.Tab>
              <Tabs.Tab value="requirements">{t("tab.requirements", { n: formatNumber(o.counts.lines) })}</Tabs.Tab>
              <Tabs.Tab value="approval">{t("tab.approval")}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="specification">
              <PartsTab site={site.id} outline={o} />
            </Tabs.Panel>
            <Tabs.Panel value="requirements" display="contents">
              <RequirementsTab site={site.id} outline={o} specification={chosen} />
            </Tabs.Panel>
            <Tabs.Panel value="approval">
              <ApprovalTab site={site.id} outline={o} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </Page>
  );
}

/** Whether the specification is approved, in one line above all tabs. */
function Stands({ outline: o }: { outline: Outline }) {
  const { t } = useTranslation("crs");
  const { stands, why } = o.standing;
  const Icon = stands ? CircleCheck : CircleDashed;
  return (
    <Group gap="xs" role="status">
      <Badge color={stands ? "green" : "orange"} leftSection={<Icon size={13} aria-hidden />}>
        {t(stands ? "approved" : "notApproved")}
      </Badge>
      <Text size="sm" className="wrap-anywhere">
        {why}
      </Text>
    </Group>
  );
}
