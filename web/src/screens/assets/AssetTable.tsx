import { Checkbox, Skeleton, UnstyledButton } from "@mantine/core";
import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useEffect, useRef, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, Zone } from "../../api/types";
import classes from "./assets.module.css";
import { columnIDs, columns, type ColumnID } from "./columns";
import { nextSort } from "./filter";
import { has, type Selection } from "./selection";
import type { ColumnState } from "./useColumns";

export const rowHeight = 36;
const features = tableFeatures({ columnVisibilityFeature, columnSizingFeature, columnResizingFeature });
const defs: ColumnDef<typeof features, Asset>[] = columnIDs.map((id) => ({
  id,
  size: columns[id].size,
  minSize: 70,
  maxSize: 700,
}));
// The server filters and sorts, so the rows need no table model: only the columns do.
const noRows: Asset[] = [];

interface Props {
  assets: Asset[];
  total: number;
  zones: Map<string, Zone>;
  sort: string;
  selection: Selection;
  active: number;
  columnState: ColumnState;
  onSort: (sort: string) => void;
  onActive: (index: number) => void;
  onToggle: (index: number, range: boolean) => void;
  onSelectAll: () => void;
  onOpen: (asset: Asset) => void;
  /** Asks for more when rows come into view that are not loaded yet. */
  onReach: (index: number) => void;
}

/** The asset table: all matching rows can be scrolled to, only those in view are drawn. */
export function AssetTable(p: Props) {
  const { t } = useTranslation("plant");
  const scroller = useRef<HTMLDivElement>(null);
  const table = useTable({
    features,
    columns: defs,
    data: noRows,
    columnResizeMode: "onChange",
    state: { columnVisibility: p.columnState.visible, columnSizing: p.columnState.sizes },
    onColumnVisibilityChange: p.columnState.setVisible,
    onColumnSizingChange: p.columnState.setSizes,
  });
  const shown = table.getVisibleLeafColumns().map((c) => ({ id: c.id as ColumnID, size: c.getSize() }));
  const width = shown.reduce((sum, c) => sum + c.size, 44);

  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoizes this component
  const rows = useVirtualizer({
    count: p.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: 40,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { onReach, active } = p;
  useEffect(() => onReach(last), [last, onReach, p.assets.length]);
  useEffect(() => {
    if (active >= 0) rows.scrollToIndex(active, { align: "auto" });
  }, [active, rows]);

  const go = (index: number, e: KeyboardEvent) => {
    const to = Math.max(0, Math.min(p.total - 1, index));
    p.onActive(to);
    if (!e.shiftKey) return;
    if (p.selection.anchor === undefined && p.active >= 0) p.onToggle(p.active, false);
    p.onToggle(to, true);
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget) return;
    const from = p.active;
    const page = Math.max(1, Math.floor(e.currentTarget.clientHeight / rowHeight) - 2);
    if ((e.ctrlKey || e.metaKey) && e.key === "a") p.onSelectAll();
    else if (e.ctrlKey || e.metaKey || e.altKey) return;
    else if (e.key === "ArrowDown") go(from + 1, e);
    else if (e.key === "ArrowUp") go(from - 1, e);
    else if (e.key === "PageDown") go(from + page, e);
    else if (e.key === "PageUp") go(from - page, e);
    else if (e.key === "Home") go(0, e);
    else if (e.key === "End") go(p.total - 1, e);
    else if (e.key === " " && from >= 0) p.onToggle(from, false);
    else if (e.key === "Enter" && p.assets[from]) p.onOpen(p.assets[from]);
    else return;
    e.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      tabIndex={0}
      aria-label={t("assets.table")}
      aria-rowcount={p.total + 1}
      aria-colcount={shown.length + 1}
      aria-multiselectable
      aria-activedescendant={p.active >= 0 ? `asset-row-${p.active}` : undefined}
      onKeyDown={onKey}
    >
      <div role="rowgroup" style={{ width, minWidth: "100%", position: "sticky", top: 0, zIndex: 2 }}>
        <div className={classes.head} role="row" aria-rowindex={1} style={{ minWidth: width }}>
          <div className={classes.tick} role="columnheader" aria-colindex={1}>
            <Checkbox
              size="xs"
              aria-label={t("assets.selectAll")}
              checked={p.selection.all}
              indeterminate={!p.selection.all && p.selection.ids.size > 0}
              onChange={p.onSelectAll}
            />
          </div>
          {(table.getHeaderGroups()[0]?.headers ?? []).map((header, i) => (
            <Head
              key={header.id}
              id={header.column.id as ColumnID}
              index={i}
              size={header.getSize()}
              sort={p.sort}
              onSort={p.onSort}
              onDrag={header.getResizeHandler()}
              onSize={(size) => p.columnState.setSizes((old) => ({ ...old, [header.column.id]: Math.max(70, size) }))}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize(), width, minWidth: "100%" }}>
        {items.map((item) => (
          <Row
            key={item.index}
            index={item.index}
            start={item.start}
            asset={p.assets[item.index]}
            zones={p.zones}
            shown={shown}
            selected={p.assets[item.index] ? has(p.selection, p.assets[item.index]?.id ?? "") : p.selection.all}
            active={item.index === p.active}
            onActive={p.onActive}
            onToggle={p.onToggle}
            onOpen={p.onOpen}
          />
        ))}
      </div>
    </div>
  );
}

interface HeadProps {
  id: ColumnID;
  index: number;
  size: number;
  sort: string;
  onSort: (sort: string) => void;
  onDrag: (event: unknown) => void;
  onSize: (size: number) => void;
}

function Head({ id, index, size, sort, onSort, onDrag, onSize }: HeadProps) {
  const { t } = useTranslation("plant");
  const title = t(`assets.column.${id}`);
  const direction = sort === id ? "ascending" : sort === `-${id}` ? "descending" : undefined;
  const onKey = (e: KeyboardEvent) => {
    const step = e.key === "ArrowLeft" ? -16 : e.key === "ArrowRight" ? 16 : 0;
    if (step === 0) return;
    e.preventDefault();
    e.stopPropagation();
    onSize(size + step);
  };
  return (
    <div
      className={classes.headCell}
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={columns[id].sorts ? (direction ?? "none") : undefined}
      style={{ width: size }}
    >
      {columns[id].sorts ? (
        <UnstyledButton className={classes.sort} onClick={() => onSort(nextSort(sort, id))}>
          {title}
          {direction === "ascending" && <ArrowUp size={13} aria-hidden />}
          {direction === "descending" && <ArrowDown size={13} aria-hidden />}
        </UnstyledButton>
      ) : (
        <span className={classes.plain}>{title}</span>
      )}
      <div
        className={`${classes.resizer} no-print`}
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t("assets.width", { column: title })}
        aria-valuenow={Math.round(size)}
        aria-valuemin={70}
        aria-valuemax={700}
        onMouseDown={onDrag}
        onTouchStart={onDrag}
        onKeyDown={onKey}
      />
    </div>
  );
}

interface RowProps {
  index: number;
  start: number;
  asset: Asset | undefined;
  zones: Map<string, Zone>;
  shown: { id: ColumnID; size: number }[];
  selected: boolean;
  active: boolean;
  onActive: (index: number) => void;
  onToggle: (index: number, range: boolean) => void;
  onOpen: (asset: Asset) => void;
}

const Row = memo(function Row({
  index,
  start,
  asset,
  zones,
  shown,
  selected,
  active,
  onActive,
  onToggle,
  onOpen,
}: RowProps) {
  const { t } = useTranslation("plant");
  const onClick = (e: MouseEvent) => {
    onActive(index);
    if (e.shiftKey) onToggle(index, true);
    else if (e.ctrlKey || e.metaKey) onToggle(index, false);
  };
  return (
    <div
      id={`asset-row-${index}`}
      className={classes.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-active={active || undefined}
      style={{ transform: `translateY(${start}px)` }}
      onClick={onClick}
      onDoubleClick={() => asset && onOpen(asset)}
    >
      <div className={classes.tick} role="gridcell" aria-colindex={1}>
        <Checkbox
          size="xs"
          tabIndex={-1}
          checked={selected}
          disabled={!asset}
          aria-label={t("assets.select", { key: asset?.key ?? "" })}
          onClick={(e) => {
            e.stopPropagation();
            onActive(index);
            onToggle(index, e.shiftKey);
          }}
          onChange={() => undefined}
        />
      </div>
      {shown.map(({ id, size }, i) => (
        <div key={id} className={classes.cell} role="gridcell" aria-colindex={i + 2} style={{ width: size }}>
          {!asset && <Skeleton height={12} mt={12} width="70%" />}
          {asset && id === "key" && (
            <UnstyledButton
              tabIndex={-1}
              className={classes.keyButton}
              fz="inherit"
              c="var(--mantine-color-anchor)"
              onClick={(e) => {
                e.stopPropagation();
                onOpen(asset);
              }}
            >
              {columns.key.cell(asset, zones)}
            </UnstyledButton>
          )}
          {asset && id !== "key" && columns[id].cell(asset, zones)}
        </div>
      ))}
    </div>
  );
});
