import { Alert, Anchor, Badge, List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Crosshair, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { LinkAnchor, LinkButton } from "../../parts/plant/link";
import { threatsOf, type SubjectThreats } from "../../parts/risk/views";
import { SearchBox } from "../../parts/SearchBox";
import { formatNumber } from "../../parts/TimeAgo";
import type { Search } from "../../router";
import { nameOf, subjectNamed, textOf } from "./targets";
import classes from "./targets.module.css";
import { Techniques } from "./Techniques";

/** Which techniques reach each zone and conduit, and how far the requirements against them are met. */
export function Threats({ site }: { site: string }) {
  const { t } = useTranslation("targets");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const text = textOf(search, "search");
  const sort = textOf(search, "sort");
  const open = subjectNamed(textOf(search, "subject"));
  const map = useQuery(threatsOf(site));
  const go = (change: Search) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });

  if (map.isError) return <ErrorPanel error={map.error} onRetry={() => void map.refetch()} />;
  if (map.isPending) return <LoadingRows rows={9} />;
  const all = map.data.subjects;
  const rows = all.filter((s) => `${s.key} ${s.name}`.toLowerCase().includes(text.trim().toLowerCase()));
  const count = (id: "reaching" | "open" | "partly" | "covered" | "unmatched"): Column<SubjectThreats> => ({
    id,
    title: t(`threats.count.${id}`),
    right: true,
    sort: (s) => s[id],
    cell: (s) => formatNumber(s[id]),
  });
  const columns: Column<SubjectThreats>[] = [
    {
      id: "subject",
      title: t("subject"),
      sort: (s) => s.key,
      cell: (s) => (
        <div>
          <Anchor
            component="button"
            type="button"
            size="sm"
            fw={600}
            onClick={() => go({ subject: nameOf(s.subject) })}
            aria-label={t("threats.show", { key: s.key })}
          >
            <Key>{s.key}</Key>
          </Anchor>{" "}
          {s.name}
        </div>
      ),
    },
    {
      id: "kinds",
      title: t("threats.kinds"),
      wide: true,
      cell: (s) => (
        <Text size="xs" component="span">
          {s.kinds.map((k) => t("threats.kind", { name: k.name, count: k.assets })).join(", ")}
          {s.unplaced > 0 && ` ${t("threats.unplaced", { count: s.unplaced })}`}
        </Text>
      ),
    },
    count("reaching"),
    count("open"),
    count("partly"),
    count("covered"),
    count("unmatched"),
  ];
  return (
    <Stack>
      <Text size="sm">{t("threats.lead")}</Text>
      {map.data.stale.length > 0 && (
        <Alert color="yellow" title={t("threats.stale", { count: map.data.stale.length, release: map.data.release })}>
          <List size="sm">
            {map.data.stale.map((x) => (
              <List.Item key={x.scenario + x.technique}>
                <LinkAnchor
                  size="sm"
                  to="/sites/$site/risk"
                  params={{ site }}
                  search={{ view: "worksheet", scenario: x.scenario }}
                >
                  <Key>{x.key}</Key>
                </LinkAnchor>{" "}
                {x.text}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {all.length === 0 ? (
        <EmptyState icon={Crosshair} title={t("noSubjects")} text={t("threats.noneText")}>
          <LinkButton to="/sites/$site/zones" params={{ site }}>
            {t("toZones")}
          </LinkButton>
        </EmptyState>
      ) : (
        <SearchBox
          label={t("search")}
          value={text}
          maw={360}
          className="no-print"
          onChange={(value) => go({ search: value || undefined })}
        />
      )}
      {all.length > 0 && rows.length === 0 && <EmptyState icon={SearchX} title={t("noneFound")} />}
      {rows.length > 0 && (
        <DataTable
          caption={t("threats.table")}
          columns={columns}
          rows={rows}
          rowKey={(s) => nameOf(s.subject)}
          cards
          sort={sort}
          onSort={(next) => go({ sort: next })}
        />
      )}
      <details>
        <summary>{t("threats.rules")}</summary>
        <ul className={classes.steps}>
          {map.data.rules.map((r) => (
            <li key={r}>{r}</li>
          ))}
        </ul>
      </details>
      <Text size="xs" c="dimmed">
        <Badge color="gray" size="sm">
          {t("threats.release", { release: map.data.release })}
        </Badge>{" "}
        {map.data.attribution}
      </Text>
      {open && (
        <Techniques
          key={nameOf(open)}
          site={site}
          subject={open}
          onClose={() => go({ subject: undefined, state: undefined, technique: undefined })}
        />
      )}
    </Stack>
  );
}
