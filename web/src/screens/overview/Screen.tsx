import { Alert, Button, Card, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, CircleCheck, Import, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { address, url } from "../../api/api";
import { useCan } from "../../api/me";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Loading, LoadingRows } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import { LinkAnchor, LinkButton } from "../../parts/plant/link";
import { ReportButton } from "../../parts/plant/ReportButton";
import { drawingOf } from "../../parts/plant/queries";
import { Tasks } from "../../parts/risk/Tasks";
import { TimeAgo } from "../../parts/TimeAgo";
import { verbName } from "../../parts/words";
import { ProposeZones } from "../findings/ProposeZones";
import { Findings } from "./Findings";
import { LevelSummary } from "./LevelSummary";
import { MiniDrawing } from "./MiniDrawing";
import { linkOf, overviewOf, type Overview, type Step } from "./overview";
import classes from "./overview.module.css";

/** How the site stands, and what to do next. */
export default function Screen() {
  const { t } = useTranslation("plant");
  const site = useSite();
  const overview = useQuery(overviewOf(site.id));
  const lead = [site.sector, site.location, site.owner && t("overview.owner", { owner: site.owner })];

  return (
    <Page title={site.name} lead={lead.filter(Boolean).join(" · ")} actions={<ReportButton site={site.id} />}>
      {overview.isError && <ErrorPanel error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.isPending && <Loading rows={5} />}
      {overview.data && <Content site={site.id} overview={overview.data} />}
    </Page>
  );
}

function Content({ site, overview }: { site: string; overview: Overview }) {
  const { t } = useTranslation("plant");
  const can = useCan();
  const { summary } = overview;
  const bare = summary.zones === 0 && summary.assets === 0;
  return (
    <>
      {bare && (
        <EmptyState title={t("overview.empty")} text={t("overview.emptyText")}>
          <Group>
            {can("import.run", site) && (
              <LinkButton to="/sites/$site/imports" params={{ site }} leftSection={<Import size={16} aria-hidden />}>
                {t("overview.import")}
              </LinkButton>
            )}
            {can("plant.edit", site) && (
              <LinkButton
                to="/sites/$site/zones"
                params={{ site }}
                search={{ add: "zone" }}
                variant="default"
                leftSection={<Plus size={16} aria-hidden />}
              >
                {t("overview.addZone")}
              </LinkButton>
            )}
          </Group>
        </EmptyState>
      )}
      <div className={classes.columns}>
        <div className={classes.main}>
          <Next site={site} steps={overview.next ?? []} />
          {can("risk.read", site) && !bare && <Tasks site={site} hideEmpty />}
          {summary.zones > 0 && <Preview site={site} />}
          <Findings site={site} findings={overview.findings ?? []} count={overview.findingCount} />
        </div>
        <div className={classes.side}>
          {!bare && <LevelSummary site={site} summary={summary} />}
          {!bare && <Counts site={site} overview={overview} />}
          {overview.lastChange && (
            <Card withBorder padding="md" component="section" aria-labelledby="last-change">
              <Title order={2} id="last-change" mb={4}>
                {t("overview.lastChange")}
              </Title>
              <Text size="sm">
                {t("overview.changeBy", { what: verbName(overview.lastChange.verb), name: overview.lastChange.name })}
                {", "}
                <TimeAgo at={overview.lastChange.at} />
              </Text>
              {can("history.read", site) && (
                <LinkAnchor to="/sites/$site/history" params={{ site }} size="sm" className="no-print">
                  {t("overview.allChanges")}
                </LinkAnchor>
              )}
            </Card>
          )}
        </div>
      </div>
    </>
  );
}

const few = 6;

function Next({ site, steps }: { site: string; steps: Step[] }) {
  const { t } = useTranslation("plant");
  const [all, setAll] = useState(false);
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="next">
      <Title order={2} id="next" mb="xs">
        {t("overview.next")}
      </Title>
      {steps.length === 0 && (
        <Alert color="green" icon={<CircleCheck size={18} />} title={t("overview.nothing")}>
          {t("overview.nothingText")}
        </Alert>
      )}
      <ol className={classes.steps}>
        {(all ? steps : steps.slice(0, few)).map((step, i) => (
          <li key={step.id}>
            <Link {...linkOf(site, step.link)} className={classes.step}>
              <span className={classes.rank} aria-hidden>
                {i + 1}
              </span>
              <span>
                <Text component="span" fw={550} display="block">
                  {step.text}
                </Text>
                {step.why && (
                  <Text component="span" size="sm" c="dimmed" display="block">
                    {step.why}
                  </Text>
                )}
              </span>
              <ChevronRight size={18} aria-hidden className="no-print" />
            </Link>
          </li>
        ))}
      </ol>
      {steps.length > few && (
        <Button variant="subtle" size="compact-sm" mt="xs" className="no-print" onClick={() => setAll(!all)}>
          {all ? t("overview.fewerFindings") : t("overview.allFindings", { count: steps.length })}
        </Button>
      )}
    </Card>
  );
}

function Preview({ site }: { site: string }) {
  const { t } = useTranslation("plant");
  const drawing = useQuery(drawingOf(site));
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="preview" className={classes.whole}>
      <Group justify="space-between" mb="xs">
        <Title order={2} id="preview">
          {t("overview.drawing")}
        </Title>
        <LinkAnchor to="/sites/$site/drawing" params={{ site }} size="sm" className="no-print">
          {t("overview.openDrawing")}
        </LinkAnchor>
      </Group>
      {drawing.isError && <ErrorPanel error={drawing.error} onRetry={() => void drawing.refetch()} />}
      {drawing.isPending && <LoadingRows rows={5} />}
      {drawing.data && (
        <Link to="/sites/$site/drawing" params={{ site }} className={classes.previewLink} tabIndex={-1}>
          <MiniDrawing drawing={drawing.data} fallback={address(url`/sites/${site}/drawing.svg`)} />
        </Link>
      )}
    </Card>
  );
}

function Counts({ site, overview: { summary } }: { site: string; overview: Overview }) {
  const { t } = useTranslation("plant");
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="counts">
      <Title order={2} id="counts" mb="xs">
        {t("overview.counts")}
      </Title>
      <div className={classes.counts}>
        <Link to="/sites/$site/zones" params={{ site }} className={classes.count}>
          <strong>{summary.zones}</strong>
          {t("overview.zones", { count: summary.zones })}
        </Link>
        <Link to="/sites/$site/zones" params={{ site }} search={{ tab: "conduits" }} className={classes.count}>
          <strong>{summary.conduits}</strong>
          {t("overview.conduits", { count: summary.conduits })}
        </Link>
        <Link to="/sites/$site/assets" params={{ site }} className={classes.count}>
          <strong>{summary.assets}</strong>
          {t("overview.assets", { count: summary.assets })}
        </Link>
        <Link to="/sites/$site/assets" params={{ site }} search={{ zone: "none" }} className={classes.count}>
          <strong>{summary.unzoned}</strong>
          {t("overview.unzoned")}
        </Link>
      </div>
      {summary.unzoned > 0 && (
        <div className={`${classes.propose} no-print`}>
          <ProposeZones site={site} unzoned={summary.unzoned} size="xs" />
        </div>
      )}
    </Card>
  );
}
