import { Alert, Button, Select, Stack, Tabs, Text, TextInput } from "@mantine/core";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Gauge, History, SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Termed } from "../../parts/library/Termed";
import { LoadingRows } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { LinkButton } from "../../parts/plant/link";
import { ReportButton } from "../../parts/plant/ReportButton";
import { postureOf } from "../../parts/plant/queries";
import type { Posture } from "../../parts/plant/types";
import { useNarrow } from "../../parts/plant/useNarrow";
import { SearchBox } from "../../parts/SearchBox";
import { formatDay, formatNumber } from "../../parts/TimeAgo";
import type { Search } from "../../router";
import { Cards } from "./Cards";
import { Components } from "./Components";
import { HeatTable, type Opened } from "./HeatTable";
import classes from "./levels.module.css";
import { shown } from "./order";

const shut: Opened = { ids: new Set(), fr: new Map() };

/** SL-T, SL-C, SL-A and gap of every zone and conduit, with the reasons; and the components behind SL-C. */
export default function Screen() {
  const { t } = useTranslation(["plant", "capability"]);
  const site = useSite();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const text = (name: string) => [search[name]].flat()[0] ?? "";
  const tab = text("tab") === "components" ? "components" : "subjects";
  const posture = useQuery(postureOf(site.id, text("at") || undefined));
  const summary = posture.data?.summary;
  const go = (change: Search) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });

  return (
    <Page
      wide
      title={t("levels.title")}
      lead={
        summary &&
        t("levels.lead", {
          below: summary.gap.subjectsBelow,
          subjects: summary.gap.subjects,
          steps: formatNumber(summary.gap.steps),
          answered: formatNumber(summary.answered),
          asked: formatNumber(summary.asked),
        })
      }
      actions={<ReportButton site={site.id} />}
    >
      <Tabs
        value={tab}
        onChange={(v) => go({ tab: v === "components" ? v : undefined, search: undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="md" className="no-print">
          <Tabs.Tab value="subjects">{t("capability:tabs.subjects")}</Tabs.Tab>
          <Tabs.Tab value="components">{t("capability:tabs.components")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="subjects">
          <Stack gap="md">
            <Subjects site={site.id} posture={posture} onGo={go} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="components">
          <Stack gap="md">
            <Components site={site.id} zone={text("zone")} unmatched={text("unmatched") === "true"} onFilter={go} />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

interface SubjectsProps {
  site: string;
  posture: UseQueryResult<Posture>;
  onGo: (change: Search) => void;
}

/** Zones and conduits with their levels, narrowed and sorted as the address says. */
function Subjects({ site, posture, onGo: go }: SubjectsProps) {
  const { t } = useTranslation(["plant", "capability"]);
  const can = useCan();
  const narrow = useNarrow();
  const search = useSearch({ strict: false });
  const text = (name: string) => [search[name]].flat()[0] ?? "";
  const at = text("at");
  const filter = {
    standing: text("standing"),
    kind: text("kind"),
    search: text("search"),
    sort: text("sort") || "gap",
  };
  const [opened, setOpened] = useState<Opened>(shut);
  const subjects = posture.data?.subjects ?? [];
  const rows = shown(subjects, filter);
  const toggle = (id: string, fr?: number) =>
    setOpened((old) => {
      const ids = new Set(old.ids);
      const frs = new Map(old.fr);
      const again = ids.has(id) && (fr === undefined || frs.get(id) === fr);
      if (again) ids.delete(id);
      else ids.add(id);
      if (fr === undefined || again) frs.delete(id);
      else frs.set(id, fr);
      return { ids, fr: frs };
    });
  const allOpen = rows.length > 0 && rows.every((r) => opened.ids.has(r.subject.id));

  return (
    <>
      {at && (
        <Alert
          icon={<History size={18} />}
          color="yellow"
          title={t("levels.asOf", { at: formatDay(at) })}
          className="no-print"
        >
          <Button size="compact-sm" variant="default" onClick={() => go({ at: undefined })}>
            {t("levels.now")}
          </Button>
        </Alert>
      )}
      <div className={`${classes.controls} no-print`}>
        <SearchBox
          label={t("levels.search")}
          value={filter.search}
          onChange={(value) => go({ search: value || undefined })}
        />
        <Select
          label={t("levels.show")}
          data={[
            { value: "-", label: t("levels.everything") },
            { value: "below", label: t("overview.below") },
            { value: "met", label: t("overview.atTarget") },
            { value: "none", label: t("overview.withoutTarget") },
            { value: "incapable", label: t("capability:show.incapable") },
            { value: "unknown", label: t("capability:show.unknown") },
          ]}
          value={filter.standing || "-"}
          allowDeselect={false}
          onChange={(v) => go({ standing: v === "-" || v === null ? undefined : v })}
        />
        <Select
          label={t("levels.kind")}
          data={[
            { value: "-", label: t("levels.both") },
            { value: "zone", label: t("zones.zones") },
            { value: "conduit", label: t("zones.conduits") },
          ]}
          value={filter.kind || "-"}
          allowDeselect={false}
          onChange={(v) => go({ kind: v === "-" || v === null ? undefined : v })}
        />
        {narrow && (
          <Select
            label={t("levels.sort")}
            data={[
              { value: "gap", label: t("levels.steps") },
              { value: "unanswered", label: t("levels.unanswered") },
              { value: "key", label: t("list.key") },
            ]}
            value={filter.sort}
            allowDeselect={false}
            onChange={(v) => v && go({ sort: v })}
          />
        )}
        {can("history.read", site) && (
          <TextInput
            type="date"
            label={t("levels.at")}
            value={at.length === 10 ? at : ""}
            onChange={(e) => go({ at: e.currentTarget.value || undefined })}
          />
        )}
        {rows.length > 0 && (
          <Button
            variant="default"
            onClick={() => setOpened(allOpen ? shut : { ids: new Set(rows.map((r) => r.subject.id)), fr: opened.fr })}
          >
            {allOpen ? t("levels.foldAll") : t("levels.openAll")}
          </Button>
        )}
      </div>
      {posture.isError && <ErrorPanel error={posture.error} onRetry={() => void posture.refetch()} />}
      {posture.isPending && <LoadingRows rows={9} />}
      {posture.data && subjects.length === 0 && (
        <EmptyState icon={Gauge} title={t("levels.none")} text={at ? t("levels.noneThen") : t("levels.noneText")}>
          {!at && can("plant.edit", site) && (
            <LinkButton to="/sites/$site/zones" params={{ site }} search={{ add: "zone" }}>
              {t("zones.addZone")}
            </LinkButton>
          )}
        </EmptyState>
      )}
      {subjects.length > 0 && rows.length === 0 && (
        <EmptyState icon={SearchX} title={t("zones.noneFound")}>
          <Button variant="default" onClick={() => go({ standing: undefined, kind: undefined, search: undefined })}>
            {t("assets.clearFilters")}
          </Button>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <Legend />
          {narrow ? (
            <Cards site={site} subjects={rows} opened={opened} past={at !== ""} onToggle={toggle} />
          ) : (
            <HeatTable
              site={site}
              subjects={rows}
              sort={filter.sort}
              opened={opened}
              past={at !== ""}
              onSort={(sort) => go({ sort })}
              onToggle={toggle}
            />
          )}
        </>
      )}
    </>
  );
}

function Legend() {
  const { t } = useTranslation(["plant", "capability"]);
  return (
    <Text component="div" className={classes.key}>
      <span>
        <span>
          <Termed text={t("capability:legend.cell")} terms={{ "SL-A": "SL-A", "SL-T": "SL-T", "SL-C": "SL-C" }} />
        </span>
      </span>
      <span>
        <span className={classes.missing}>{t("drawing.missing", { steps: 2 })}</span> {t("levels.legendGap")}
      </span>
      <span>
        <span className={classes.capable} data-short aria-hidden>
          {t("capability:cell.capable", { capable: 1 })}
        </span>
        {t("capability:legend.short")}
      </span>
      <span>
        <span className={classes.swatch} aria-hidden>
          <span className={classes.hatch} />
        </span>
        {t("levels.legendOpen")}
      </span>
    </Text>
  );
}
