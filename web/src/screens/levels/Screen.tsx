import { Alert, Button, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
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
import { useNarrow } from "../../parts/plant/useNarrow";
import { SearchBox } from "../../parts/SearchBox";
import { formatDay, formatNumber } from "../../parts/TimeAgo";
import type { Search } from "../../router";
import { Cards } from "./Cards";
import { HeatTable, type Opened } from "./HeatTable";
import classes from "./levels.module.css";
import { shown } from "./order";

const shut: Opened = { ids: new Set(), fr: new Map() };

/** SL-T, SL-A and gap of every zone and conduit, with the reasons. */
export default function Screen() {
  const { t } = useTranslation("plant");
  const site = useSite();
  const can = useCan();
  const narrow = useNarrow();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const text = (name: string) => [search[name]].flat()[0] ?? "";
  const at = text("at");
  const filter = {
    standing: text("standing"),
    kind: text("kind"),
    search: text("search"),
    sort: text("sort") || "gap",
  };
  const posture = useQuery(postureOf(site.id, at || undefined));
  const [opened, setOpened] = useState<Opened>(shut);

  const go = (change: Search) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const subjects = posture.data?.subjects ?? [];
  const rows = shown(subjects, filter);
  const summary = posture.data?.summary;
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
        {can("history.read", site.id) && (
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
          {!at && can("plant.edit", site.id) && (
            <LinkButton to="/sites/$site/zones" params={{ site: site.id }} search={{ add: "zone" }}>
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
            <Cards site={site.id} subjects={rows} opened={opened} onToggle={toggle} />
          ) : (
            <HeatTable
              site={site.id}
              subjects={rows}
              sort={filter.sort}
              opened={opened}
              onSort={(sort) => go({ sort })}
              onToggle={toggle}
            />
          )}
        </>
      )}
    </Page>
  );
}

function Legend() {
  const { t } = useTranslation("plant");
  return (
    <Text component="div" className={classes.key}>
      <span>
        <Termed text={t("levels.legendCell")} terms={{ "SL-A": "SL-A", "SL-T": "SL-T" }} />
      </span>
      <span>
        <span className={classes.missing}>{t("drawing.missing", { steps: 2 })}</span> {t("levels.legendGap")}
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
