import { Button, SegmentedControl } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { CircleCheck, ListPlus, SearchX } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { LinkButton } from "../../parts/plant/link";
import { useNarrow } from "../../parts/plant/useNarrow";
import { usePrinting } from "../../parts/printing";
import { text } from "../../parts/search";
import { useShortcut } from "../../parts/Shortcuts";
import { formatNumber } from "../../parts/TimeAgo";
import { everything, extend, nothing, toggle, type Selection } from "../assets/selection";
import { filterOf, linesOf, narrowed, written, type Line, type LineFilter, type Outline } from "./crs";
import classes from "./crs.module.css";
import { LineBulk } from "./LineBulk";
import { LineCards } from "./LineCards";
import { LineDrawer } from "./LineDrawer";
import { LineFilters } from "./LineFilters";
import { LineTable } from "./LineTable";
import { useWays } from "./places";
import { PrintedLines } from "./PrintedLines";
import { Unserved } from "./Unserved";

interface Props {
  site: string;
  outline: Outline;
  specification: string | undefined;
}

const views = ["all", "untraced", "unserved"] as const;

/** All requirements with where they apply, the risks that they serve, and how they are verified. */
export function RequirementsTab({ site, outline: o, specification }: Props) {
  const { t } = useTranslation("crs");
  const narrow = useNarrow();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const view = views.find((v) => v === text(search.view)) ?? "all";
  const counts = { all: o.counts.lines, untraced: o.counts.untraced, unserved: o.counts.unserved };
  return (
    <>
      <SegmentedControl
        className="no-print"
        mt="sm"
        aria-label={t("view.label")}
        classNames={{ root: classes.views }}
        value={view}
        onChange={(value) =>
          void navigate({
            to: ".",
            search: { tab: search.tab, specification, view: value === "all" ? undefined : value },
            replace: true,
          })
        }
        orientation={narrow ? "vertical" : "horizontal"}
        data={views.map((value) => ({ value, label: t(`view.${value}`, { n: formatNumber(counts[value]) }) }))}
      />
      {view === "unserved" ? (
        <Unserved site={site} outline={o} />
      ) : (
        <Lines key={view} site={site} outline={o} specification={specification} untraced={view === "untraced"} />
      )}
    </>
  );
}

function Lines({ site, outline: o, specification, untraced }: Props & { untraced: boolean }) {
  const { t } = useTranslation(["crs", "common"]);
  const mayEdit = useCan()("risk.edit", site) && o.specification.id !== "";
  const narrow = useNarrow();
  const printing = usePrinting();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const way = useWays(site);
  const filter = useMemo<LineFilter>(() => {
    const f = filterOf(search);
    return untraced ? { ...f, trace: ["none"] } : f;
  }, [search, untraced]);
  const open = text(search.line);
  const [selection, setSelection] = useState<Selection>(nothing);
  const [active, setActive] = useState(-1);
  const [writing, setWriting] = useState(false);

  const list = useInfiniteQuery({ ...linesOf(site, specification, filter), placeholderData: keepPreviousData });
  const lines = useMemo(() => (list.data?.pages ?? []).flatMap((p) => p.items), [list.data]);
  const total = list.data?.pages.at(-1)?.total ?? 0;
  const { fetchNextPage, hasNextPage, isFetching } = list;
  const onReach = useCallback(
    (index: number) => {
      if (index >= lines.length - 50 && hasNextPage && !isFetching) void fetchNextPage();
    },
    [lines.length, hasNextPage, isFetching, fetchNextPage],
  );

  const setFilter = (next: LineFilter) => {
    setSelection(nothing);
    setActive(-1);
    const kept = { tab: search.tab, view: search.view, specification };
    const own = untraced ? { ...next, trace: [] } : next;
    void navigate({ to: ".", search: { ...kept, ...written(own) }, replace: true, resetScroll: false });
  };
  const show = useCallback(
    (line: Line | undefined) =>
      void navigate({ to: ".", search: (old) => ({ ...old, line: line?.id }), replace: true, resetScroll: false }),
    [navigate],
  );
  const onToggle = (index: number, range: boolean) => {
    const line = lines[index];
    if (!line) return;
    const loaded = lines.map((l) => l.id);
    setSelection((s) => (range ? extend(s, line.id, loaded) : toggle(s, line.id, loaded)));
  };
  const selectAll = () => setSelection((s) => (s.all ? nothing : everything()));
  const step = (by: number) => setActive((a) => Math.max(0, Math.min(total - 1, a + by)));
  const selected = selection.all || selection.ids.size > 0;
  useShortcut("j", t("keys.down"), () => step(1), !narrow);
  useShortcut("k", t("keys.up"), () => step(-1), !narrow);
  useShortcut("x", t("keys.select"), () => active >= 0 && onToggle(active, false), !narrow && mayEdit);
  useShortcut("Enter", t("keys.open"), () => show(lines[active]), !narrow && active >= 0);
  useShortcut("e", t("keys.write"), () => (selected ? setWriting(true) : show(lines[active])), mayEdit);
  useShortcut("Escape", t("keys.clear"), () => setSelection(nothing));

  const none = list.isSuccess && total === 0;
  if (o.counts.lines === 0) {
    const targets = way("targets");
    return (
      <EmptyState icon={ListPlus} title={t("lines.noneAtAll")} text={t("lines.noneAtAllText")}>
        {targets && <LinkButton {...targets}>{t("way.targets")}</LinkButton>}
      </EmptyState>
    );
  }
  const shared = { lines, total, selection, mayEdit, onToggle, onOpen: show, onReach };
  return (
    <>
      <LineFilters filter={filter} outline={o} fixedTrace={untraced} total={total} onChange={setFilter} />
      {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingRows rows={10} />}
      {none && untraced && !narrowed({ ...filter, trace: [] }) && (
        <EmptyState icon={CircleCheck} title={t("lines.allTraced")} text={t("lines.allTracedText")} />
      )}
      {none && (!untraced || narrowed({ ...filter, trace: [] })) && (
        <EmptyState icon={SearchX} title={t("lines.noMatch")} text={t("lines.noMatchText")}>
          <Button variant="default" onClick={() => setFilter(filterOf({}))}>
            {t("filter.clear")}
          </Button>
        </EmptyState>
      )}
      {total > 0 && printing && <PrintedLines lines={lines} total={total} />}
      {total > 0 && !printing && narrow && <LineCards {...shared} />}
      {total > 0 && !printing && !narrow && (
        <LineTable {...shared} active={active} onActive={setActive} onSelectAll={selectAll} />
      )}
      {mayEdit && (
        <LineBulk
          site={site}
          specification={specification}
          selection={selection}
          filter={filter}
          total={total}
          writing={writing}
          onWrite={setWriting}
          onSelectAll={() => setSelection(everything())}
          onClear={() => setSelection(nothing)}
        />
      )}
      {open && (
        <LineDrawer
          site={site}
          id={open}
          loaded={lines.find((l) => l.id === open)}
          specification={specification}
          outline={o}
          mayEdit={mayEdit}
          onClose={() => show(undefined)}
        />
      )}
    </>
  );
}
