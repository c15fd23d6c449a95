import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { flushSync } from "react-dom";
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ScenarioResult } from "../../../parts/risk/types";
import { CellEditor, type Move } from "./CellEditor";
import { groups, title, type SheetColumn } from "./columns";
import type { Draft } from "./drafts";
import { GridRow, rowHeight } from "./GridRow";
import type { Lookup } from "./lookup";
import { moved, next, one, rangeOf, type Place, type Range, type Selection } from "./selecting";
import classes from "./sheet.module.css";
import type { Scenario } from "../../../parts/risk/types";

const headHeight = 60;
const sideStep = 240;
const gridID = "worksheet-grid";

/** Puts the keyboard into the grid. */
export function focusGrid() {
  document.getElementById(gridID)?.focus({ preventScroll: true });
}

interface Props {
  /** Ids of the rows; "" is the empty one at the end, where new scenarios begin. */
  ids: string[];
  shown: SheetColumn[];
  stored: (id: string) => Scenario | undefined;
  results: Map<string, ScenarioResult>;
  drafts: ReadonlyMap<string, Draft>;
  look: Lookup;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** Nothing can be entered. */
  locked: boolean;
  /** The computed cells are older than the rows. */
  waiting: boolean;
  sort: string;
  onSort: (column: string) => void;
  onEnter: (place: Place, text: string) => void;
  onClear: (range: Range) => void;
  onFillDown: (range: Range) => void;
  onCopy: (range: Range) => string;
  onPaste: (text: string, selection: Selection) => void;
  onOpen: (id: string) => void;
  onUndo: () => void;
  onRedo: () => void;
  onInsert: () => void;
  onDuplicate: () => void;
  /** The cursor left the grid. */
  onLeave: () => void;
}

interface Editing {
  text: string;
  typed: boolean;
}

/** The grid of scenarios: worked like a spreadsheet, and only the rows in view are drawn. */
export function Grid(p: Props) {
  const { t } = useTranslation("risk");
  const scroller = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<Editing>();
  const [leaving, setLeaving] = useState(false);
  const [scrolled, setScrolled] = useState(0); // sideways, in steps
  const { ids, shown, selection } = p;
  const { at } = selection;
  const range = rangeOf(selection);
  const offsets = shown.reduce<number[]>((all, c, i) => [...all, (all[i] ?? 0) + c.width], [0]);
  const width = offsets.at(-1) ?? 0;

  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoizes this component
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: rowHeight,
    paddingEnd: 260, // room for the list of an open cell
  });

  // Of the columns, too, only those in view are drawn.
  const viewWidth = rows.scrollRect?.width || 1600;
  const first = Math.max(
    1,
    offsets.findIndex((_, i) => (offsets[i + 1] ?? Infinity) > scrolled),
  );
  const last = shown.findLastIndex((_, i) => (offsets[i] ?? 0) < scrolled + sideStep + viewWidth);

  // The cursor stays in view.
  const left = offsets[at.column] ?? 0;
  const cellWidth = shown[at.column]?.width ?? 0;
  const frozen = shown[0]?.width ?? 0;
  useEffect(() => {
    const box = scroller.current;
    if (!box || ids.length === 0) return;
    rows.scrollToIndex(at.row, { align: "auto" });
    if (at.column === 0) return;
    if (left - frozen < box.scrollLeft) box.scrollLeft = left - frozen;
    else if (left + cellWidth > box.scrollLeft + box.clientWidth) box.scrollLeft = left + cellWidth - box.clientWidth;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when the cursor moves
  }, [at.row, at.column]);

  const size = () => ({
    rows: ids.length,
    columns: shown.length,
    page: Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - headHeight) / rowHeight) - 1),
  });
  const go = (to: Place | undefined, extend = false) => {
    if (to) p.onSelect(extend ? { at: selection.at, to } : one(to));
  };
  const focus = () => scroller.current?.focus({ preventScroll: true });

  const column = shown[at.column];
  const id = ids[at.row] ?? "";
  const scenario = p.drafts.get(id)?.now ?? p.stored(id);
  const canEnter = !p.locked && column?.write !== undefined && !(column.id === "key" && p.stored(id) !== undefined);
  const begin = (over = false) => {
    if (!column) return;
    if (!canEnter || (column.id === "safeguards" && !over)) {
      if (id) p.onOpen(id);
      return;
    }
    if (at.column === 0 && scroller.current) scroller.current.scrollLeft = 0;
    const raw = p.drafts.get(id)?.raw[column.id]?.text;
    setEditing({ text: over ? "" : (raw ?? (scenario ? column.read(scenario, p.look) : "")), typed: over });
  };
  const commit = (text: string, move: Move) => {
    setEditing(undefined);
    p.onEnter(at, text);
    focus();
    if (move === "down") go(moved(at, "ArrowDown", false, { ...size(), rows: ids.length + 1 }));
    if (move === "up") go(moved(at, "ArrowUp", false, size()));
    if (move === "right" || move === "left") go(next(at, move === "left", size()));
  };

  const onKey = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget || ids.length === 0) return;
    const ctrl = e.ctrlKey || e.metaKey;
    const lower = e.key.toLowerCase();
    if (e.key !== "Shift" && e.key !== "Tab") setLeaving(e.key === "Escape");
    if (e.key === "Tab") {
      // Escape, then Tab, leads out of the grid.
      const to = leaving ? undefined : next(at, e.shiftKey, size());
      if (!to) return;
      go(to);
    } else if (ctrl && e.altKey) return;
    else if (ctrl && e.key === "Enter") {
      if (id) p.onOpen(id);
    } else if (ctrl && lower === "a") {
      p.onSelect({ at: { row: 0, column: 0 }, to: { row: ids.length - 1, column: shown.length - 1 } });
    } else if (ctrl && lower === "z") {
      if (e.shiftKey) p.onRedo();
      else p.onUndo();
    } else if (ctrl && lower === "y") p.onRedo();
    else if (ctrl && lower === "d") {
      if (!p.locked) p.onFillDown(range);
    } else {
      const to = moved(e.shiftKey ? selection.to : at, e.key, ctrl, size());
      if (to) go(to, e.shiftKey);
      else if (ctrl)
        return; // copying, pasting and the browser's own keys
      else if (e.key === "Insert" && !e.shiftKey) {
        if (p.locked) return;
        if (e.altKey) p.onDuplicate();
        else p.onInsert();
      } else if (e.altKey) return;
      else if (e.key === "Escape") p.onSelect(one(at));
      else if (e.key === "Enter" || e.key === "F2") begin();
      else if (e.key === "Delete" || e.key === "Backspace") {
        if (!p.locked) p.onClear(range);
      } else if (e.key === " " && column?.id === "causeHackable" && canEnter) {
        p.onEnter(at, scenario?.causeHackable ? "no" : "yes");
      } else if (e.key.length === 1 && e.key !== "?" && e.key !== " " && canEnter) {
        // The field is there before the character is, so that it lands in it as any typing does.
        flushSync(() => begin(true));
        e.stopPropagation();
        return;
      } else return;
    }
    e.preventDefault();
  };

  const placeOf = (e: MouseEvent): Place | undefined => {
    const cell = (e.target as Element).closest<HTMLElement>("[data-row]");
    return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : undefined;
  };
  const onPress = (e: MouseEvent) => {
    const place = placeOf(e);
    if (!place || e.button !== 0) return;
    const opens = (e.target as Element).closest("[data-open]");
    go(place, e.shiftKey);
    if (opens) p.onOpen(ids[place.row] ?? "");
    e.preventDefault();
    focus();
  };
  const onDrag = (e: MouseEvent) => {
    if (e.buttons !== 1 || editing) return;
    const place = placeOf(e);
    if (place && (place.row !== selection.to.row || place.column !== selection.to.column)) go(place, true);
  };
  // Browsers fire these at the selection or the body, not at what has the focus.
  useEffect(() => {
    const here = () => document.activeElement === scroller.current;
    const copy = (e: ClipboardEvent) => {
      if (!here()) return;
      e.clipboardData?.setData("text/plain", p.onCopy(range));
      e.preventDefault();
      if (e.type === "cut" && !p.locked) p.onClear(range);
    };
    const paste = (e: ClipboardEvent) => {
      if (!here() || p.locked) return;
      e.preventDefault();
      p.onPaste(e.clipboardData?.getData("text/plain") ?? "", selection);
    };
    // Without it some allow copying only where text is selected.
    const allow = (e: Event) => here() && e.preventDefault();
    document.addEventListener("beforecopy", allow);
    document.addEventListener("beforecut", allow);
    document.addEventListener("copy", copy);
    document.addEventListener("cut", copy);
    document.addEventListener("paste", paste);
    return () => {
      document.removeEventListener("beforecopy", allow);
      document.removeEventListener("beforecut", allow);
      document.removeEventListener("copy", copy);
      document.removeEventListener("cut", copy);
      document.removeEventListener("paste", paste);
    };
  });

  const items = rows.getVirtualItems();
  const atItem = items.find((i) => i.index === at.row);
  const view = rows.scrollRect?.height ?? 0;
  return (
    <div
      ref={scroller}
      id={gridID}
      className={classes.grid}
      role="grid"
      tabIndex={0}
      aria-label={t("sheet.grid")}
      aria-rowcount={ids.length + 2}
      aria-colcount={shown.length}
      aria-multiselectable
      aria-readonly={p.locked || undefined}
      aria-activedescendant={!editing && atItem ? `sheet-${at.row}-${at.column}` : undefined}
      onKeyDown={onKey}
      onScroll={(e) => setScrolled(Math.floor(e.currentTarget.scrollLeft / sideStep) * sideStep)}
      onBlur={(e) => {
        if (!e.currentTarget.contains(e.relatedTarget)) p.onLeave();
      }}
    >
      <div role="rowgroup" className={classes.heads} style={{ width }}>
        <div role="row" aria-rowindex={1} className={classes.groups}>
          {groups
            .map((g) => ({ g, of: shown.filter((c) => c.group === g) }))
            .filter(({ of }) => of.length > 0)
            .map(({ g, of }) => (
              <div
                key={g}
                role="columnheader"
                aria-colspan={of.length}
                aria-colindex={shown.findIndex((c) => c.group === g) + 1}
                className={classes.group}
                style={{ width: of.reduce((sum, c) => sum + c.width, 0) }}
              >
                <span>{t(`group.${g}`)}</span>
              </div>
            ))}
        </div>
        <div role="row" aria-rowindex={2} className={classes.heading}>
          {shown.map((c, i) => (
            <Head key={c.id} column={c} index={i} sort={p.sort} onSort={p.onSort} />
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={classes.body}
        style={{ height: rows.getTotalSize(), width }}
        onMouseDown={onPress}
        onMouseMove={onDrag}
        onDoubleClick={() => begin()}
      >
        {items.map((item) => {
          const of = ids[item.index] ?? "";
          const inRange = item.index >= range.top && item.index <= range.bottom;
          return (
            <GridRow
              key={of || "new"}
              index={item.index}
              start={item.start}
              width={width}
              scenario={p.drafts.get(of)?.now ?? p.stored(of)}
              result={p.results.get(of)}
              draft={p.drafts.get(of)}
              shown={shown}
              first={item.index === at.row && at.column > 0 ? Math.min(first, at.column) : first}
              last={item.index === at.row ? Math.max(last, at.column) : last}
              look={p.look}
              at={item.index === at.row ? at.column : -1}
              from={inRange ? range.left : -1}
              to={inRange ? range.right : -1}
              waiting={p.waiting}
              locked={p.locked}
            />
          );
        })}
        {editing && column && atItem && (
          <div
            className={classes.editing}
            style={{
              top: atItem.start,
              left: at.column === 0 ? 0 : left,
              width: column.kind === "text" ? Math.max(cellWidth, 280) : Math.max(cellWidth, 170),
            }}
            onMouseDown={(e) => e.stopPropagation()}
            onMouseMove={(e) => e.stopPropagation()}
            onDoubleClick={(e) => e.stopPropagation()}
          >
            <CellEditor
              key={`${at.row} ${at.column}`}
              column={column}
              look={p.look}
              text={editing.text}
              typed={editing.typed}
              upwards={atItem.start - (rows.scrollOffset ?? 0) > view * 0.6}
              onCommit={commit}
              onCancel={() => {
                setEditing(undefined);
                focus();
              }}
            />
          </div>
        )}
      </div>
    </div>
  );
}

interface HeadProps {
  column: SheetColumn;
  index: number;
  sort: string;
  onSort: (column: string) => void;
}

function Head({ column, index, sort, onSort }: HeadProps) {
  const { t } = useTranslation();
  const direction = sort === column.id ? "ascending" : sort === `-${column.id}` ? "descending" : undefined;
  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={direction ?? "none"}
      className={index === 0 ? `${classes.head} ${classes.key}` : classes.head}
      style={{ width: column.width }}
    >
      {/* By keyboard one sorts with the menu above, so that Tab does not walk through every head. */}
      <button
        type="button"
        tabIndex={-1}
        aria-label={t("sortBy", { column: title(column) })}
        onClick={() => onSort(column.id)}
      >
        {title(column)}
        {direction === "ascending" && <ArrowUp size={12} aria-hidden className="icon" />}
        {direction === "descending" && <ArrowDown size={12} aria-hidden className="icon" />}
      </button>
    </div>
  );
}
