import { Button, Group, Menu, Text } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ClipboardList, FileUp, Paperclip, Plus, Printer, SearchX, Sparkles } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { evidenceOf, standingPages, type Evidence } from "../../parts/library/evidence";
import { LoadingRows } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import { useZones } from "../../parts/plant/queries";
import { useNarrow } from "../../parts/plant/useNarrow";
import { today } from "../../parts/risk/today";
import { text } from "../../parts/search";
import { useShortcut } from "../../parts/Shortcuts";
import { formatNumber } from "../../parts/TimeAgo";
import type { Search } from "../../router";
import { queries } from "../../api/api";
import { extend, nothing, toggle, type Selection } from "../assets/selection";
import { Binder } from "./Binder";
import { Bulk } from "./Bulk";
import { DropZone } from "./DropZone";
import { EvidenceDrawer } from "./EvidenceDrawer";
import { EvidenceForm } from "./EvidenceForm";
import { EvidenceTable } from "./EvidenceTable";
import { filterOf, narrowed, paramsOf, searchOf, type EvidenceFilter } from "./evidence";
import { Filters } from "./Filters";
import { MadeDialog } from "./MadeDialog";
import { UploadList } from "./UploadList";
import { useUploads } from "./uploads";

interface Adding {
  begin?: Partial<Evidence>;
  files?: File[];
}

/** What proves the answers of a site: files, links, and what the program knows itself. */
export default function Screen() {
  const { t } = useTranslation(["evidence", "common"]);
  const site = useSite();
  const can = useCan();
  const narrow = useNarrow();
  const navigate = useNavigate();
  const zones = useZones(site.id);
  const search = useSearch({ strict: false });
  const filter = useMemo(() => filterOf(search), [search]);
  const opened = text(search.evidence);
  const binder = text(search.view) === "binder";
  const mayOwn = can("evidence.edit", site.id);
  const mayEdit = mayOwn || can("evidence.edit");
  const mayLink = can("verdict.edit", site.id);
  const uploads = useUploads();
  const [selection, setSelection] = useState<Selection>(nothing);
  const [active, setActive] = useState(-1);
  const [adding, setAdding] = useState<Adding>();
  const [making, setMaking] = useState(false);

  const list = useInfiniteQuery({
    ...standingPages(site.id, paramsOf(filter, today())),
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => (list.data?.pages ?? []).flatMap((p) => p.items), [list.data]);
  const first = list.data?.pages[0];
  const total = first?.total ?? 0;

  const go = useCallback(
    (change: Search) =>
      void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false }),
    [navigate],
  );
  const setFilter = (next: EvidenceFilter) => {
    setSelection(nothing);
    setActive(-1);
    go({ ...searchOf(next), view: undefined });
  };
  const show = (id: string | undefined) => go({ evidence: id });
  const ids = items.map((i) => i.evidence.id);
  const onToggle = (index: number, range: boolean) => {
    const id = ids[index];
    if (id) setSelection((s) => (range ? extend(s, id, ids) : toggle(s, id, ids)));
  };
  const selectAll = () =>
    setSelection((s) =>
      ids.every((id) => s.ids.has(id)) ? nothing : { all: false, ids: new Set(ids), anchor: undefined },
    );
  const step = (by: number) => setActive((a) => Math.max(0, Math.min(items.length - 1, a + by)));
  const add = (begin?: Partial<Evidence>) => setAdding({ begin });
  const dropped = (files: File[]) => {
    if (!mayEdit || adding) return;
    const e = opened ? queries.getQueryData(evidenceOf(opened).queryKey) : undefined;
    if (e && !e.made && can("evidence.edit", e.site)) uploads.send(e, files);
    else setAdding({ files });
  };
  const print = async () => {
    for (let more = list.hasNextPage; more;) more = (await list.fetchNextPage()).hasNextPage;
    window.print();
  };

  useShortcut("n", t("keyAdd"), () => add(), mayEdit);
  useShortcut("b", t("keyBinder"), () => go({ view: binder ? undefined : "binder" }));
  useShortcut("j", t("keyDown"), () => step(1), !narrow);
  useShortcut("k", t("keyUp"), () => step(-1), !narrow);
  useShortcut("x", t("keySelect"), () => active >= 0 && onToggle(active, false), !narrow && (mayEdit || mayLink));
  useShortcut("Enter", t("keyOpen"), () => show(ids[active]), !narrow && active >= 0);
  useShortcut("Escape", t("keyClear"), () => setSelection(nothing));

  const empty = list.isSuccess && total === 0;
  const untouched = empty && !narrowed(filter);
  const begins = mayEdit && (
    <Group justify="center">
      <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => add()}>
        {t("add")}
      </Button>
      <Button variant="default" leftSection={<Sparkles size={16} aria-hidden />} onClick={() => setMaking(true)}>
        {t("make")}
      </Button>
    </Group>
  );
  return (
    <Page
      wide
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          <Button
            variant={binder ? "light" : "default"}
            leftSection={<ClipboardList size={16} aria-hidden />}
            aria-pressed={binder}
            onClick={() => go({ view: binder ? undefined : "binder" })}
          >
            {t("binder.show")}
          </Button>
          {total > 0 && !binder && (
            <Button variant="default" leftSection={<Printer size={16} aria-hidden />} onClick={() => void print()}>
              {t("print")}
            </Button>
          )}
          {mayEdit && !untouched && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button leftSection={<Plus size={16} aria-hidden />}>{t("add")}</Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<FileUp size={14} aria-hidden />} onClick={() => add()}>
                  {t("addCollected")}
                </Menu.Item>
                <Menu.Item leftSection={<Sparkles size={14} aria-hidden />} onClick={() => setMaking(true)}>
                  {t("make")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      }
    >
      <UploadList uploads={uploads} />
      {!untouched && !binder && <Filters site={site.id} filter={filter} page={first} onChange={setFilter} />}
      {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingRows rows={10} />}
      {untouched && (
        <EmptyState icon={Paperclip} title={t("none")} text={mayEdit ? t("noneText") : t("noneYet")}>
          {begins}
        </EmptyState>
      )}
      {(untouched || binder) && first && (
        <Binder
          page={first}
          mayAdd={mayEdit}
          onShow={(section) => setFilter({ ...filterOf({}), section })}
          onAdd={(section) => add({ section })}
        />
      )}
      {empty && !untouched && !binder && (
        <EmptyState icon={SearchX} title={t("noneMatch")} text={t("noneMatchText")}>
          <Button variant="default" onClick={() => setFilter(filterOf({}))}>
            {t("filter.clear")}
          </Button>
        </EmptyState>
      )}
      {total > 0 && !binder && (
        <>
          <EvidenceTable
            items={items}
            narrow={narrow}
            maySelect={mayEdit || mayLink}
            selected={selection.ids}
            active={active}
            zoneKey={(id) => zones.get(id)?.key ?? id}
            onActive={setActive}
            onToggle={onToggle}
            onSelectAll={selectAll}
            onOpen={show}
          />
          <Group justify="space-between">
            <Text size="sm" c="dimmed" role="status">
              {items.length < total
                ? t("common:shown", { shown: formatNumber(items.length), total: formatNumber(total) })
                : t("count", { count: total, n: formatNumber(total) })}
              {mayEdit && !narrow && ` ${t("dropHint")}`}
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
      <Bulk
        site={site.id}
        selected={items.filter((i) => selection.ids.has(i.evidence.id)).map((i) => i.evidence)}
        mayEdit={mayEdit}
        mayLink={mayLink}
        onClear={() => setSelection(nothing)}
      />
      {mayEdit && <DropZone says={opened ? t("drop.toOpen") : t("drop.asNew")} onFiles={dropped} />}
      {opened && (
        <EvidenceDrawer key={opened} site={site.id} id={opened} uploads={uploads} onClose={() => show(undefined)} />
      )}
      {adding && (
        <EvidenceForm
          site={site.id}
          begin={adding.begin}
          files={adding.files}
          onDone={(stored) => {
            setAdding(undefined);
            for (const { evidence, files } of stored) if (files.length > 0) uploads.send(evidence, files);
            const only = stored.length === 1 ? stored[0] : undefined;
            if (only) show(only.evidence.id);
          }}
          onClose={() => setAdding(undefined)}
        />
      )}
      {making && (
        <MadeDialog
          site={site.id}
          onDone={(e) => {
            setMaking(false);
            show(e.id);
          }}
          onClose={() => setMaking(false)}
        />
      )}
    </Page>
  );
}
