import { Button, Menu, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Download, Import, Plus, Rows3, SearchX } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { address, url } from "../../api/api";
import { useCan } from "../../api/me";
import type { Asset, Zone } from "../../api/types";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import { LinkButton } from "../../parts/plant/link";
import { zonesOf } from "../../parts/plant/queries";
import { useNarrow } from "../../parts/plant/useNarrow";
import { usePrinting } from "../../parts/printing";
import { useShortcut } from "../../parts/Shortcuts";
import { formatNumber } from "../../parts/TimeAgo";
import { AssetCards } from "./AssetCards";
import { AssetDrawer } from "./AssetDrawer";
import { AssetTable } from "./AssetTable";
import classes from "./assets.module.css";
import { Bulk } from "./Bulk";
import { ColumnsMenu } from "./ColumnsMenu";
import { filterOf, narrowed, searchOf, type AssetFilter } from "./filter";
import { Filters } from "./Filters";
import { PrintedAssets } from "./PrintedAssets";
import { everything, extend, nothing, toggle, type Selection } from "./selection";
import { useAssets } from "./useAssets";
import { useColumns } from "./useColumns";
import { ViewsMenu } from "./ViewsMenu";

const noZones = new Map<string, Zone>();
const byID = (zones: Zone[]) => new Map(zones.map((z) => [z.id, z]));

/** The inventory: find, select, change and add assets. */
export default function Screen() {
  const { t } = useTranslation("plant");
  const site = useSite();
  const can = useCan();
  const mayEdit = can("asset.edit", site.id);
  const narrow = useNarrow();
  const printing = usePrinting();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const filter = useMemo(() => filterOf(search), [search]);
  const open = typeof search.asset === "string" ? search.asset : undefined;

  const { list, assets, total } = useAssets(site.id, filter);
  // A supplier reads assets but no zones.
  const zones = useQuery({ ...zonesOf(site.id), select: byID, enabled: can("plant.read", site.id) }).data ?? noZones;
  const columnState = useColumns();
  const [selection, setSelection] = useState<Selection>(nothing);
  const [active, setActive] = useState(-1);
  const [dialog, setDialog] = useState<"edit" | "delete">();

  const setFilter = (next: AssetFilter) => {
    setSelection(nothing);
    setActive(-1);
    void navigate({ to: ".", search: searchOf(next), replace: true });
  };
  const show = useCallback(
    (id: string | undefined) =>
      void navigate({ to: ".", search: (old) => ({ ...old, asset: id }), replace: true, resetScroll: false }),
    [navigate],
  );
  const openAsset = useCallback((asset: Asset) => show(asset.id), [show]);
  const onToggle = useCallback(
    (index: number, range: boolean) => {
      const asset = assets[index];
      if (!asset) return;
      const loaded = assets.map((a) => a.id);
      setSelection((s) => (range ? extend(s, asset.id, loaded) : toggle(s, asset.id, loaded)));
    },
    [assets],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onReach = useCallback(
    (index: number) => {
      if (index >= assets.length - 40 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    [assets.length, hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  const selectAll = () => setSelection((s) => (s.all ? nothing : everything()));

  const edit = () => {
    if (selection.all || selection.ids.size > 0) setDialog("edit");
    else if (assets[active]) show(assets[active].id);
  };
  const step = (by: number) => setActive((a) => Math.max(0, Math.min(total - 1, a + by)));
  useShortcut("j", t("assets.keyDown"), () => step(1), !narrow);
  useShortcut("k", t("assets.keyUp"), () => step(-1), !narrow);
  useShortcut("x", t("assets.keySelect"), () => active >= 0 && onToggle(active, false), !narrow);
  useShortcut("Enter", t("assets.keyOpen"), () => assets[active] && show(assets[active].id), !narrow && active >= 0);
  useShortcut("e", t("assets.keyEdit"), edit, mayEdit);
  useShortcut("n", t("assets.add"), () => show("new"), mayEdit);
  useShortcut("Escape", t("assets.keyClear"), () => setSelection(nothing));

  const empty = list.isSuccess && total === 0;
  return (
    <Page
      title={t("assets.title")}
      wide
      lead={list.isSuccess && !empty ? t("assets.count", { count: total, n: formatNumber(total) }) : undefined}
      full
      actions={
        <>
          <ViewsMenu site={site.id} filter={filter} columnState={columnState} onFilter={setFilter} />
          {!narrow && <ColumnsMenu state={columnState} />}
          <ExportMenu site={site.id} />
          {mayEdit && (
            <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => show("new")}>
              {t("assets.add")}
            </Button>
          )}
        </>
      }
    >
      {!(empty && !narrowed(filter)) && <Filters site={site.id} filter={filter} zones={zones} onChange={setFilter} />}
      {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingRows rows={12} />}
      {empty && narrowed(filter) && (
        <EmptyState icon={SearchX} title={t("assets.noneFound")} text={t("assets.noneFoundText")}>
          <Button variant="default" onClick={() => setFilter(filterOf({}))}>
            {t("assets.clearFilters")}
          </Button>
        </EmptyState>
      )}
      {empty && !narrowed(filter) && (
        <EmptyState icon={Rows3} title={t("assets.none")} text={t("assets.noneText")}>
          {can("import.run", site.id) && (
            <LinkButton
              to="/sites/$site/imports"
              params={{ site: site.id }}
              leftSection={<Import size={16} aria-hidden />}
            >
              {t("overview.import")}
            </LinkButton>
          )}
        </EmptyState>
      )}
      {list.isSuccess && total > 0 && (
        <div className={`${classes.frame} no-print`}>
          {narrow ? (
            <AssetCards
              assets={assets}
              total={total}
              zones={zones}
              selection={selection}
              onToggle={onToggle}
              onOpen={openAsset}
              onReach={onReach}
            />
          ) : (
            <AssetTable
              assets={assets}
              total={total}
              zones={zones}
              sort={filter.sort}
              selection={selection}
              active={active}
              columnState={columnState}
              onSort={(sort) => setFilter({ ...filter, sort })}
              onActive={setActive}
              onToggle={onToggle}
              onSelectAll={selectAll}
              onOpen={openAsset}
              onReach={onReach}
            />
          )}
          {!narrow && (
            <Text size="sm" c="dimmed" mt={6} role="status">
              {assets.length < total
                ? t("assets.loaded", { loaded: formatNumber(assets.length), total: formatNumber(total) })
                : t("assets.allLoaded", { total: formatNumber(total) })}
            </Text>
          )}
        </div>
      )}
      {printing && total > 0 && (
        <PrintedAssets assets={assets} total={total} zones={zones} visible={columnState.visible} />
      )}
      {mayEdit && (
        <Bulk
          site={site.id}
          filter={filter}
          selection={selection}
          total={total}
          zones={zones}
          dialog={dialog}
          onDialog={setDialog}
          onSelectAll={() => setSelection(everything())}
          onClear={() => setSelection(nothing)}
        />
      )}
      {open && <AssetDrawer site={site.id} asset={open} zones={zones} onClose={() => show(undefined)} onShow={show} />}
    </Page>
  );
}

function ExportMenu({ site }: { site: string }) {
  const { t } = useTranslation("plant");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={16} aria-hidden />}>
          {t("assets.export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(["xlsx", "csv"] as const).map((format) => (
          <Menu.Item key={format} component="a" href={address(url`/sites/${site}/export`, { format })} download>
            {t(`assets.exportAs.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
