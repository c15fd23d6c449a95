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
import { LinkButton } from "../../parts/plant/link";
import { text } from "../../parts/search";
import { useShortcut } from "../../parts/Shortcuts";
import { formatNumber } from "../../parts/TimeAgo";
import { extend, nothing, toggle, type Selection } from "../assets/selection";
import { Bulk } from "../findings/Bulk";
import { Filters } from "./Filters";
import { Rules } from "./Rules";
import { filterOf, narrowed, searchOf, xraysOf, type XRay, type XRayFilter } from "./xrays";
import { XRayDrawer } from "./XRayDrawer";
import { XRayList } from "./XRayList";

/** Where the record contradicts itself, what that means, and what was decided about it. */
export default function Screen() {
  const { t } = useTranslation(["xrays", "findings", "common"]);
  const site = useSite();
  const mayDecide = useCan()("risk.edit", site.id);
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const filter = useMemo(() => filterOf(search), [search]);
  const open = text(search.xray);
  const [selection, setSelection] = useState<Selection>(nothing);
  const [active, setActive] = useState(-1);
  const [deciding, setDeciding] = useState(false);

  const list = useInfiniteQuery({ ...xraysOf(site.id, filter), placeholderData: keepPreviousData });
  const xrays = useMemo(() => (list.data?.pages ?? []).flatMap((p) => p.items), [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  const counts = list.data?.pages[0]?.counts;
  const owners = useMemo(() => [...new Set(xrays.map((x) => x.decision?.owner ?? "").filter(Boolean))].sort(), [xrays]);
  const record = xrays.flatMap((x) => x.records).find((r) => r.id === filter.record && r.kind !== "answer")?.key;

  const setFilter = (next: XRayFilter) => {
    setSelection(nothing);
    setActive(-1);
    void navigate({ to: ".", search: searchOf(next), replace: true });
  };
  const show = useCallback(
    (id: string | undefined) =>
      void navigate({ to: ".", search: (old) => ({ ...old, xray: id }), replace: true, resetScroll: false }),
    [navigate],
  );
  const ids = xrays.map((x) => x.id);
  const onToggle = (index: number, range: boolean) => {
    const id = ids[index];
    if (id) setSelection((s) => (range ? extend(s, id, ids) : toggle(s, id, ids)));
  };
  const selectAll = () =>
    setSelection((s) =>
      ids.every((id) => s.ids.has(id)) ? nothing : { all: false, ids: new Set(ids), anchor: undefined },
    );
  const step = (by: number) => setActive((a) => Math.max(0, Math.min(xrays.length - 1, a + by)));
  const decide = () => {
    if (selection.ids.size > 0) setDeciding(true);
    else if (ids[active]) show(ids[active]);
  };
  useShortcut("j", t("keyDown"), () => step(1));
  useShortcut("k", t("keyUp"), () => step(-1));
  useShortcut("x", t("keySelect"), () => active >= 0 && onToggle(active, false), mayDecide);
  useShortcut("Enter", t("keyOpen"), () => show(ids[active]), active >= 0);
  useShortcut("e", t("findings:keyDecide"), decide, mayDecide);
  useShortcut("Escape", t("findings:keyClear"), () => setSelection(nothing));

  const empty = list.isSuccess && total === 0;
  const untouched = empty && !narrowed(filter);
  const known = Object.values(counts?.state ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <Page
      title={t("title")}
      wide
      lead={t("lead")}
      actions={
        <LinkButton variant="default" to="/sites/$site/trace" params={{ site: site.id }}>
          {t("trace")}
        </LinkButton>
      }
    >
      {!(untouched && known === 0) && (
        <Filters filter={filter} counts={counts} owners={owners} record={record} onChange={setFilter} />
      )}
      {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingRows rows={10} />}
      {untouched && (
        <EmptyState icon={CircleCheck} title={t("none")} text={known > 0 ? t("noneLeft") : t("noneText")} />
      )}
      {empty && !untouched && (
        <EmptyState icon={SearchX} title={t("noneMatch")} text={t("noneMatchText")}>
          <Button variant="default" onClick={() => setFilter(filterOf({}))}>
            {t("findings:filter.clear")}
          </Button>
        </EmptyState>
      )}
      {total > 0 && (
        <>
          <XRayList
            site={site.id}
            xrays={xrays}
            counts={counts}
            mayDecide={mayDecide}
            sort={filter.sort}
            selected={selection.ids}
            active={active}
            onActive={setActive}
            onToggle={onToggle}
            onSelectAll={selectAll}
            onOpen={(x: XRay) => show(x.id)}
          />
          <Group justify="space-between">
            <Text size="sm" c="dimmed" role="status">
              {xrays.length < total
                ? t("common:shown", { shown: formatNumber(xrays.length), total: formatNumber(total) })
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
      {counts && <Rules rules={counts.rules} />}
      {mayDecide && (
        <Bulk
          of="xrays"
          site={site.id}
          selected={selection.ids}
          deciding={deciding}
          onDecide={setDeciding}
          onClear={() => setSelection(nothing)}
        />
      )}
      {open && <XRayDrawer site={site.id} xray={open} onClose={() => show(undefined)} />}
    </Page>
  );
}
