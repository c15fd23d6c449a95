import { Checkbox, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { usePrinting } from "../../../parts/printing";
import { useShortcut } from "../../../parts/Shortcuts";
import { has, type Selection } from "../../assets/selection";
import classes from "../exchange.module.css";
import type { Line } from "../filter";
import { FlagMark, ReplyMark } from "../Marks";

interface Props {
  lines: Line[];
  selection: Selection;
  /** Id of the line that is shown beside the list. */
  active: string;
  mayEdit: boolean;
  /** Nothing is answered yet. */
  asked?: boolean;
  onOpen: (line: Line) => void;
  onToggle: (line: Line, range: boolean) => void;
  onSelectAll: () => void;
}

const rowHeight = 60;

/** Lines of a specification with their answers; the one at hand stands beside them. */
export function LineList({ lines, selection, active, mayEdit, asked, onOpen, onToggle, onSelectAll }: Props) {
  const { t } = useTranslation("exchange");
  const printing = usePrinting();
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoizes this component
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const at = lines.findIndex((l) => l.line.id === active);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: "auto" });
  }, [at, rows]);
  const go = (index: number, range = false) => {
    const line = lines[Math.max(0, Math.min(lines.length - 1, index))];
    if (!line) return;
    onOpen(line);
    if (range && mayEdit) onToggle(line, true);
  };
  const toggle = () => lines[at] && mayEdit && onToggle(lines[at], false);
  useShortcut("j", t("keys.down"), () => go(at + 1));
  useShortcut("k", t("keys.up"), () => go(at - 1));
  useShortcut("x", t("keys.select"), toggle, mayEdit);
  const onKey = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget) return;
    if ((e.ctrlKey || e.metaKey) && e.key === "a" && mayEdit) onSelectAll();
    else if (e.ctrlKey || e.metaKey || e.altKey) return;
    else if (e.key === "ArrowDown") go(at + 1, e.shiftKey);
    else if (e.key === "ArrowUp") go(at - 1, e.shiftKey);
    else if (e.key === "Home") go(0);
    else if (e.key === "End") go(lines.length - 1);
    else if (e.key === " ") toggle();
    else return;
    e.preventDefault();
  };
  if (printing) return <Printed lines={lines} />;
  return (
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      tabIndex={0}
      aria-label={t("lines.table")}
      aria-rowcount={lines.length}
      aria-multiselectable={mayEdit}
      aria-activedescendant={at >= 0 ? `line-${at}` : undefined}
      onKeyDown={onKey}
    >
      <div className={classes.rows} role="rowgroup" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          const { id, number, subject, requirement, title } = line.line;
          return (
            <div
              key={item.key}
              id={`line-${item.index}`}
              className={classes.row}
              role="row"
              aria-rowindex={item.index + 1}
              aria-selected={has(selection, id)}
              data-active={id === active || undefined}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={(e) => (e.shiftKey && mayEdit ? onToggle(line, true) : onOpen(line))}
            >
              {mayEdit && (
                <div role="gridcell">
                  <Checkbox
                    size="xs"
                    tabIndex={-1}
                    checked={has(selection, id)}
                    aria-label={t("lines.select", { number })}
                    onClick={(e) => {
                      e.stopPropagation();
                      onToggle(line, e.shiftKey);
                    }}
                    onChange={() => undefined}
                  />
                </div>
              )}
              <div role="gridcell" className={classes.main}>
                <div className={classes.clip} title={line.asks}>
                  <Key>{requirement}</Key> {title}
                </div>
                <Text size="xs" c="dimmed" className={classes.clip}>
                  <span className="mono">{number}</span> {subject}
                </Text>
              </div>
              <div role="gridcell">
                <RowMark line={line} asked={asked} />
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The answer, and below it the one mark that needs attention first. */
function RowMark({ line, asked }: { line: Line; asked?: boolean }) {
  const [first] = line.flags.filter((f) => asked || f !== "hold");
  return (
    <div className={classes.marks}>
      {!asked && <ReplyMark answer={line.answer} />}
      {first && <FlagMark flag={first} />}
    </div>
  );
}

/** All lines, for paper. */
function Printed({ lines }: { lines: Line[] }) {
  return (
    <ul>
      {lines.map((l) => (
        <li key={l.line.id}>
          <Key>{l.line.number}</Key> {l.line.subject} <Key>{l.line.requirement}</Key> {l.line.title}{" "}
          <ReplyMark answer={l.answer} />{" "}
          {l.flags.map((f) => (
            <FlagMark key={f} flag={f} />
          ))}
        </li>
      ))}
    </ul>
  );
}
