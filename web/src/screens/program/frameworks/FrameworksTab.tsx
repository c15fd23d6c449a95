import { Alert, Button, Checkbox, Group, Select, Stack, Text, Title } from "@mantine/core";
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { FileDown, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { get, keyOf, url, type Params } from "../../../api/api";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { usePlace } from "../../../parts/library/program/address";
import { setsQuery } from "../../../parts/library/queries";
import { LoadingRows } from "../../../parts/Loading";
import { SearchBox } from "../../../parts/SearchBox";
import { coverageStates, type CoverageView } from "../coverage";
import classes from "../coverage.module.css";
import { CoverageBar } from "../CoverageMark";
import { Downloads } from "../Downloads";
import { Line } from "./Line";

const usual = "nist-csf:2.0";
const iso = "iso-27001:2022";

const coverageQuery = (site: string, params: Params) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(url`/sites/${site}/coverage`, params), "pages"],
    queryFn: ({ signal, pageParam }) =>
      get<CoverageView>(url`/sites/${site}/coverage`, { ...params, after: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });

/** Answer once, report many: what the answers to IEC 62443 settle of another framework. */
export function FrameworksTab({ site }: { site: string }) {
  const { t } = useTranslation(["program", "common"]);
  const place = usePlace();
  const sets = useQuery(setsQuery);
  const frameworks = (sets.data?.items ?? []).filter((s) => s.kind === "framework");
  const set = place.get("framework") || usual;
  const state = coverageStates.find((s) => s === place.get("state"));
  const suggested = place.get("by") === "suggested";
  const group = place.get("group");
  const search = place.get("search");
  const coverage = useInfiniteQuery(
    coverageQuery(site, { set, state, group, by: suggested ? "suggested" : undefined, q: search, limit: 50 }),
  );
  const first = coverage.data?.pages[0];
  const lines = coverage.data?.pages.flatMap((p) => p.items) ?? [];
  const nothing = first && first.counts.full + first.counts.partly + first.counts.not === 0;
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm" className="no-print">
        <Select
          label={t("framework.label")}
          w={{ base: "100%", sm: 400 }}
          allowDeselect={false}
          data={frameworks.map((s) => ({ value: s.id, label: s.standard }))}
          value={set}
          onChange={(v) => place.change({ framework: v && v !== usual ? v : undefined, group: undefined })}
        />
        <Downloads site={site} report={set === iso ? "iso-statement" : "csf-profile"} params={{ set }}>
          <FileDown size={16} aria-hidden />
        </Downloads>
      </Group>
      {coverage.isError && <ErrorPanel error={coverage.error} onRetry={() => void coverage.refetch()} />}
      {coverage.isPending && <LoadingRows rows={10} />}
      {first && (
        <>
          <section aria-label={t("coverage.name")}>
            <Title order={2} mb="xs">
              {t("coverage.title", { standard: first.standard })}
            </Title>
            <CoverageBar counts={first.counts} chosen={state} onChoose={(s) => place.change({ state: s })} />
            <Text size="sm" mt="xs">
              {first.counts.suggested > 0
                ? t("coverage.suggested", { count: first.counts.suggested })
                : t("coverage.noneSuggested")}
            </Text>
          </section>
          {nothing && (
            <Alert color="petrol" title={t("coverage.nothing")}>
              <Text size="sm" mb="xs">
                {t("coverage.nothingText")}
              </Text>
              <Button size="xs" variant="default" onClick={() => place.go({})}>
                {t("coverage.answer")}
              </Button>
            </Alert>
          )}
          {first.notes.map((n) => (
            <Text key={n} size="sm" c="dimmed">
              {n}
            </Text>
          ))}
          <div className={`${classes.filters} no-print`}>
            <SearchBox
              label={t("coverage.search")}
              value={search}
              onChange={(v) => place.change({ search: v || undefined })}
            />
            <Select
              aria-label={t("coverage.group")}
              placeholder={t("coverage.anyGroup")}
              clearable
              searchable
              data={first.groups.map((g) => ({ value: g.id, label: `${g.id} ${g.title}` }))}
              value={group || null}
              onChange={(v) => place.change({ group: v ?? undefined })}
            />
            <Checkbox
              label={t("coverage.onlySuggested")}
              checked={suggested}
              onChange={(e) => place.change({ by: e.currentTarget.checked ? "suggested" : undefined })}
            />
          </div>
          {lines.length === 0 && (
            <EmptyState icon={SearchX} title={t("coverage.none")} text={t("coverage.noneText")}>
              <Button
                variant="default"
                onClick={() => place.change({ state: undefined, group: undefined, search: undefined, by: undefined })}
              >
                {t("list.showAll")}
              </Button>
            </EmptyState>
          )}
          {lines.length > 0 && (
            <ul className={classes.lines} aria-label={t("coverage.lines")}>
              {lines.map((l) => (
                <Line
                  key={l.requirement}
                  site={site}
                  line={l}
                  sources={first.sources}
                  opened={place.get("line") === l.requirement}
                  onOpen={(open) => place.change({ line: open ? l.requirement : undefined })}
                />
              ))}
            </ul>
          )}
          {coverage.hasNextPage && (
            <Button
              variant="default"
              className="no-print"
              loading={coverage.isFetchingNextPage}
              onClick={() => void coverage.fetchNextPage()}
            >
              {t("common:more")}
            </Button>
          )}
          <Sources view={first} />
        </>
      )}
    </Stack>
  );
}

/** The crosswalks that answers were carried over, with whose word they are. */
function Sources({ view }: { view: CoverageView }) {
  const { t } = useTranslation("program");
  if (view.sources.length === 0) return null;
  return (
    <section aria-label={t("coverage.sources")}>
      <Title order={3} mb={4}>
        {t("coverage.sources")}
      </Title>
      {view.sources.map((s) => (
        <Text key={s.crosswalk} size="xs" c="dimmed">
          {t("coverage.source", {
            standard: s.standard,
            title: s.title,
            pairs: s.pairs,
            decided: s.decided,
            source: s.source,
          })}
        </Text>
      ))}
    </section>
  );
}
