import { Button, Group, Text } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { CircleCheck, SearchX } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import { useNarrow } from "../../parts/plant/useNarrow";
import { useShortcut } from "../../parts/Shortcuts";
import { formatNumber } from "../../parts/TimeAgo";
import { extend, nothing, toggle, type Selection } from "../assets/selection";
import { Bulk } from "./Bulk";
import { Filters } from "./Filters";
import { filterOf, findingsOf, narrowed, searchOf, type Finding, type FindingFilter } from "./findings";
import { FindingDrawer } from "./FindingDrawer";
import { FindingTable } from "./FindingTable";

/** What is wrong with the model and the risk register, and what was decided about it. */
export default function Screen() {
  const { t } = useTranslation(["findings", "common"]);
  const site = useSite();
  const can = useCan();
  const mayDecide = can("risk.edit", site.id);
  const narrow = useNarrow();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const filter = useMemo(() => filterOf(search), [search]);
  const open = typeof search.finding === "string" ? search.finding : undefined;
  const [selection, setSelection] = useState<Selection>(nothing);
  const [active, setActive] = useState(-1);
  const [deciding, setDeciding] = useState(false);

  const list = useInfiniteQuery({ ...findingsOf(site.id, filter), placeholderData: keepPreviousData });
  const findings = useMemo(() => (list.data?.pages ?? []).flatMap((p) => p.items), [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  const counts = list.data?.pages[0]?.counts;
  const owners = useMemo(
    () => [...new Set(findings.map((f) => f.decision?.owner ?? "").filter(Boolean))].sort(),
    [findings],
  );

  const setFilter = (next: FindingFilter) => {
    setSelection(nothing);
    setActive(-1);
    void navigate({ to: ".", search: searchOf(next), replace: true });
  };
  const show = useCallback(
    (id: string | undefined) =>
      void navigate({ to: ".", search: (old) => ({ ...old, finding: id }), replace: true, resetScroll: false }),
    [navigate],
  );
  const onToggle = (index: number, range: boolean) => {
    const finding = findings[index];
    if (!finding) return;
    const shown = findings.map((f) => f.id);
    setSelection((s) => (range ? extend(s, finding.id, shown) : toggle(s, finding.id, shown)));
  };
  const selectAll = () =>
    setSelection((s) => {
      const all = findings.every((f) => s.ids.has(f.id));
      return all ? nothing : { all: false, ids: new Set(findings.map((f) => f.id)), anchor: undefined };
    });
  const step = (by: number) => setActive((a) => Math.max(0, Math.min(findings.length - 1, a + by)));
  const decide = () => {
    if (selection.ids.size > 0) setDeciding(true);
    else if (findings[active]) show(findings[active].id);
  };
  useShortcut("j", t("keyDown"), () => step(1), !narrow);
  useShortcut("k", t("keyUp"), () => step(-1), !narrow);
  useShortcut("x", t("keySelect"), () => active >= 0 && onToggle(active, false), !narrow && mayDecide);
  useShortcut("Enter", t("keyOpen"), () => findings[active] && show(findings[active].id), !narrow && active >= 0);
  useShortcut("e", t("keyDecide"), decide, mayDecide);
  useShortcut("Escape", t("keyClear"), () => setSelection(nothing));

  const empty = list.isSuccess && total === 0;
  const untouched = empty && !narrowed(filter);
  const known = Object.values(counts?.state ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <Page title={t("title")} wide lead={t("lead")}>
      {!(untouched && known === 0) && <Filters filter={filter} counts={counts} owners={owners} onChange={setFilter} />}
      {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingRows rows={10} />}
      {untouched && <EmptyState icon={CircleCheck} title={t("none")} text={t("noneText")} />}
      {empty && !untouched && (
        <EmptyState icon={SearchX} title={t("noneMatch")} text={t("noneMatchText")}>
          <Button variant="default" onClick={() => setFilter(filterOf({}))}>
            {t("filter.clear")}
          </Button>
        </EmptyState>
      )}
      {total > 0 && (
        <>
          <FindingTable
            site={site.id}
            findings={findings}
            narrow={narrow}
            mayDecide={mayDecide}
            sort={filter.sort}
            selected={selection.ids}
            active={active}
            onSort={(sort) => setFilter({ ...filter, sort })}
            onActive={setActive}
            onToggle={onToggle}
            onSelectAll={selectAll}
            onOpen={(f: Finding) => show(f.id)}
          />
          <Group justify="space-between">
            <Text size="sm" c="dimmed" role="status">
              {findings.length < total
                ? t("common:shown", { shown: formatNumber(findings.length), total: formatNumber(total) })
                : t("count", { count: total, n: formatNumber(total) })}
            </Text>
            {list.hasNextPage && (
              <Button
                size="xs"
                variant="default"
                className="no-print"
                loading={list.isFetchingNextPage}
                onClick={() => void list.fetchNextPage()}
              >
                {t("common:more")}
              </Button>
            )}
          </Group>
        </>
      )}
      {mayDecide && (
        <Bulk
          site={site.id}
          selected={selection.ids}
          deciding={deciding}
          onDecide={setDeciding}
          onClear={() => setSelection(nothing)}
        />
      )}
      {open && <FindingDrawer site={site.id} finding={open} onClose={() => show(undefined)} />}
    </Page>
  );
}
