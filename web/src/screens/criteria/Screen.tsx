import { Alert, Button, Menu, Stack, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronDown, FilePen, Info, Plus, Scale } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Loading } from "../../parts/Loading";
import { NoPermission } from "../../parts/NoPermission";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { criteriaOf } from "../../parts/risk/queries";
import { useRecordWrite } from "../../parts/risk/records";
import type { Criteria } from "../../parts/risk/types";
import { text } from "../../parts/search";
import { useShortcut } from "../../parts/Shortcuts";
import type { Search } from "../../router";
import { Compare } from "./Compare";
import { criteriaKind, inForceOf } from "./criteria";
import { draftFrom } from "./draft";
import { Editor } from "./Editor";
import { Presets } from "./Presets";
import { Versions } from "./Versions";
import { View } from "./View";

/** How bad, how likely, what is tolerable and who may accept what: read, drafted, compared and signed. */
export default function Screen() {
  const { t } = useTranslation("criteria");
  const site = useSite();
  const can = useCan();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const mayRead = can("risk.read", site.id);
  const list = useQuery({ ...criteriaOf(site.id), enabled: mayRead });
  const go = (to: Search) => void navigate({ to: ".", search: to });
  if (!mayRead) return <NoPermission title={t("title")} />;
  const all = list.data;
  const edited = all?.find((c) => c.id === text(search.edit));
  if (edited && !edited.signed && can("risk.edit", site.id)) {
    return (
      <Editor key={edited.id} site={site.id} stored={edited} inForce={inForceOf(all ?? [])} onLeave={() => go({})} />
    );
  }
  return (
    <>
      {list.isError && (
        <Page title={t("title")}>
          <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
        </Page>
      )}
      {list.isPending && <Loading rows={10} />}
      {all && <Register site={site.id} all={all} search={search} go={go} />}
    </>
  );
}

interface RegisterProps {
  site: string;
  all: Criteria[];
  search: Search;
  go: (to: Search) => void;
}

function Register({ site, all, search, go }: RegisterProps) {
  const { t } = useTranslation("criteria");
  const mayEdit = useCan()("risk.edit", site);
  const [choosing, setChoosing] = useState(false);
  const inForce = inForceOf(all);
  const drafts = all.filter((c) => !c.signed);
  const shown = all.find((c) => c.id === text(search.show)) ?? inForce ?? drafts.at(-1);
  const tab = text(search.tab) === "versions" || text(search.compare) !== "" ? "versions" : "shown";
  const begin = useRecordWrite<Criteria>(site, criteriaKind, { onDone: (c) => go({ edit: c.id }) }).add;
  const copy = (c: Criteria) => begin.mutate(draftFrom(c, t("draftOf", { name: c.name })));
  useShortcut("n", t("newDraft"), () => setChoosing(true), mayEdit);

  return (
    <Page
      wide
      title={t("title")}
      lead={t("lead")}
      actions={
        mayEdit &&
        all.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                leftSection={<Plus size={16} aria-hidden />}
                rightSection={<ChevronDown size={14} aria-hidden />}
                loading={begin.isPending}
              >
                {t("newDraft")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {shown && <Menu.Item onClick={() => copy(shown)}>{t("fromThese", { key: shown.key })}</Menu.Item>}
              <Menu.Item onClick={() => setChoosing(true)}>{t("fromPreset")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )
      }
    >
      <ErrorPanel error={begin.error} />
      {all.length === 0 && (
        <EmptyState icon={Scale} title={t("none")} text={t("noneText")}>
          {mayEdit && (
            <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setChoosing(true)}>
              {t("fromPreset")}
            </Button>
          )}
        </EmptyState>
      )}
      {all.length > 0 && !inForce && (
        <Alert color="orange" icon={<Info size={18} />} title={t("notInForce")}>
          {t("notInForceText")}
        </Alert>
      )}
      {drafts.map((d) => (
        <Draft key={d.id} draft={d} mayEdit={mayEdit} go={go} />
      ))}
      {shown && (
        <Tabs
          value={tab}
          keepMounted={false}
          onChange={(v) => go({ show: search.show, tab: v === "versions" ? "versions" : undefined })}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="shown">{shown === inForce ? t("tab.inForce", { key: shown.key }) : shown.key}</Tabs.Tab>
            <Tabs.Tab value="versions">{t("tab.versions", { count: all.length })}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="shown">
            <View criteria={shown} inForce={shown === inForce} />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <Stack gap="lg">
              <Versions site={site} all={all} inForce={inForce} mayEdit={mayEdit} go={go} onCopy={copy} />
              {all.length > 1 && (
                <Compare
                  all={all}
                  from={text(search.compare) || (inForce ?? all[0])?.id}
                  to={text(search.with) || (drafts.at(-1) ?? all.at(-1))?.id}
                  onChoose={(compare, other) => go({ tab: "versions", compare, with: other })}
                />
              )}
            </Stack>
          </Tabs.Panel>
        </Tabs>
      )}
      {choosing && <Presets site={site} onMade={(c) => go({ edit: c.id })} onClose={() => setChoosing(false)} />}
    </Page>
  );
}

/** A draft that waits, with the way to it. */
function Draft({ draft, mayEdit, go }: { draft: Criteria; mayEdit: boolean; go: (to: Search) => void }) {
  const { t } = useTranslation("criteria");
  return (
    <Alert color="gray" icon={<FilePen size={18} />} p="sm" className="no-print">
      <Text size="sm" span>
        {t("draftWaits", { key: draft.key, name: draft.name })}
      </Text>{" "}
      <Button
        size="compact-sm"
        variant="default"
        ml="xs"
        onClick={() => go(mayEdit ? { edit: draft.id } : { show: draft.id })}
      >
        {mayEdit ? t("continue") : t("open")}
      </Button>
    </Alert>
  );
}
