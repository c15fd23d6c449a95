import { Checkbox, Skeleton, UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { has, type Selection } from "../assets/selection";
import { cells, columns } from "./columns";
import type { Line } from "./crs";
import classes from "./crs.module.css";

const rowHeight = 36;

interface Props {
  lines: Line[];
  total: number;
  selection: Selection;
  active: number;
  mayEdit: boolean;
  onActive: (index: number) => void;
  onToggle: (index: number, range: boolean) => void;
  onSelectAll: () => void;
  onOpen: (line: Line) => void;
  /** Asks for more when rows come into view that are not loaded yet. */
  onReach: (index: number) => void;
}

/** The requirements: all that match can be scrolled to, only those in view are drawn. */
export function LineTable(p: Props) {
  const { t } = useTranslation("crs");
  const scroller = useRef<HTMLDivElement>(null);
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
  useEffect(() => onReach(last), [last, onReach, p.lines.length]);
  useEffect(() => {
    if (active >= 0) rows.scrollToIndex(active, { align: "auto" });
  }, [active, rows]);
  const go = (index: number, e: KeyboardEvent) => {
    const to = Math.max(0, Math.min(p.total - 1, index));
    p.onActive(to);
    if (!e.shiftKey || !p.mayEdit) return;
    if (p.selection.anchor === undefined && p.active >= 0) p.onToggle(p.active, false);
    p.onToggle(to, true);
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget) return;
    const from = p.active;
    const page = Math.max(1, Math.floor(e.currentTarget.clientHeight / rowHeight) - 2);
    if ((e.ctrlKey || e.metaKey) && e.key === "a" && p.mayEdit) p.onSelectAll();
    else if (e.ctrlKey || e.metaKey || e.altKey) return;
    else if (e.key === "ArrowDown") go(from + 1, e);
    else if (e.key === "ArrowUp") go(from - 1, e);
    else if (e.key === "PageDown") go(from + page, e);
    else if (e.key === "PageUp") go(from - page, e);
    else if (e.key === "Home") go(0, e);
    else if (e.key === "End") go(p.total - 1, e);
    else if (e.key === " " && from >= 0 && p.mayEdit) p.onToggle(from, false);
    else if (e.key === "Enter" && p.lines[from]) p.onOpen(p.lines[from]);
    else return;
    e.preventDefault();
  };
  const width = cells.reduce((sum, c) => sum + columns[c].size, 44);
  return (
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      tabIndex={0}
      aria-label={t("lines.table")}
      aria-rowcount={p.total + 1}
      aria-colcount={cells.length + 1}
      aria-multiselectable
      aria-activedescendant={p.active >= 0 ? `crs-line-${p.active}` : undefined}
      onKeyDown={onKey}
    >
      <div role="rowgroup" className={classes.headGroup} style={{ minWidth: width }}>
        <div className={classes.head} role="row" aria-rowindex={1}>
          <div className={classes.tick} role="columnheader" aria-colindex={1}>
            {p.mayEdit && (
              <Checkbox
                size="xs"
                aria-label={t("lines.selectAll")}
                checked={p.selection.all}
                indeterminate={!p.selection.all && p.selection.ids.size > 0}
                onChange={p.onSelectAll}
              />
            )}
          </div>
          {cells.map((id, i) => (
            <div
              key={id}
              role="columnheader"
              aria-colindex={i + 2}
              className={classes.headCell}
              style={{ flexBasis: columns[id].size, flexGrow: columns[id].grows ? 1 : 0 }}
            >
              {t(`column.${id}`)}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize(), minWidth: width }}>
        {items.map((item) => {
          const line = p.lines[item.index];
          return (
            <Row
              key={item.index}
              index={item.index}
              start={item.start}
              line={line}
              mayEdit={p.mayEdit}
              selected={line ? has(p.selection, line.id) : p.selection.all}
              active={item.index === p.active}
              onActive={p.onActive}
              onToggle={p.onToggle}
              onOpen={p.onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  index: number;
  start: number;
  line: Line | undefined;
  mayEdit: boolean;
  selected: boolean;
  active: boolean;
  onActive: (index: number) => void;
  onToggle: (index: number, range: boolean) => void;
  onOpen: (line: Line) => void;
}

const Row = memo(function Row({ index, start, line, mayEdit, selected, active, onActive, onToggle, onOpen }: RowProps) {
  const { t } = useTranslation("crs");
  const onClick = (e: MouseEvent) => {
    onActive(index);
    if (!mayEdit) return;
    if (e.shiftKey) onToggle(index, true);
    else if (e.ctrlKey || e.metaKey) onToggle(index, false);
  };
  return (
    <div
      id={`crs-line-${index}`}
      className={classes.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-active={active || undefined}
      style={{ transform: `translateY(${start}px)` }}
      onClick={onClick}
      onDoubleClick={() => line && onOpen(line)}
    >
      <div className={classes.tick} role="gridcell" aria-colindex={1}>
        {mayEdit && (
          <Checkbox
            size="xs"
            tabIndex={-1}
            checked={selected}
            disabled={!line}
            aria-label={t("lines.select", { number: line?.number ?? "" })}
            onClick={(e) => {
              e.stopPropagation();
              onActive(index);
              onToggle(index, e.shiftKey);
            }}
            onChange={() => undefined}
          />
        )}
      </div>
      {cells.map((id, i) => (
        <div
          key={id}
          role="gridcell"
          aria-colindex={i + 2}
          className={classes.cell}
          style={{ flexBasis: columns[id].size, flexGrow: columns[id].grows ? 1 : 0 }}
        >
          {!line && <Skeleton height={12} mt={12} width="70%" />}
          {line && id === "requirement" && (
            <UnstyledButton
              tabIndex={-1}
              className={classes.open}
              title={line.text}
              onClick={(e) => {
                e.stopPropagation();
                onOpen(line);
              }}
            >
              {columns.requirement.cell(line)}
            </UnstyledButton>
          )}
          {line && id !== "requirement" && columns[id].cell(line)}
        </div>
      ))}
    </div>
  );
});
