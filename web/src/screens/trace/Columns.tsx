import { Text, UnstyledButton } from "@mantine/core";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { NodeWords } from "./NodeCard";
import {
  columns,
  drawn,
  nameOf,
  neighboursOf,
  wayThrough,
  type ColumnName,
  type TraceGraph,
  type TraceNode,
} from "./trace";
import classes from "./trace.module.css";

interface Props {
  graph: TraceGraph;
  node: TraceNode;
  onSelect: (node: TraceNode) => void;
  onBegin: (node: TraceNode) => void;
  onOpen: (node: TraceNode) => void;
}

const most = 12;

/** The chain in columns, from the risk at the left to what was found at the right, with the ways between. */
export function Columns({ graph, node, onSelect, onBegin, onOpen }: Props) {
  const { t } = useTranslation("xrays");
  const box = useRef<HTMLDivElement>(null);
  const [whole, setWhole] = useState<ReadonlySet<ColumnName>>(new Set());
  const way = useMemo(() => wayThrough(graph, node), [graph, node]);
  // The order stays while one walks: it is that of where the trace began.
  const root = graph.nodes[0] ?? node;
  const all = useMemo(() => drawn(graph, root, wayThrough(graph, root)), [graph, root]);
  const shown = Object.fromEntries(
    columns.map((c) => {
      if (whole.has(c)) return [c, all[c]];
      const first = all[c].slice(0, most);
      const rest = all[c].slice(most).filter((n) => nameOf(n) === nameOf(node));
      return [c, [...first, ...rest]];
    }),
  ) as Record<ColumnName, TraceNode[]>;
  const asked = useRef(false);
  useEffect(() => {
    if (!asked.current) return;
    asked.current = false;
    box.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }, [node]);

  const onKey = (e: KeyboardEvent) => {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const column = columns.find((c) => shown[c].some((n) => nameOf(n) === nameOf(node)));
    const list = column ? shown[column] : [];
    const at = list.findIndex((n) => nameOf(n) === nameOf(node));
    const { up, down } = neighboursOf(graph, node);
    const visible = new Set(columns.flatMap((c) => shown[c].map(nameOf)));
    const next = (of: { node: TraceNode }[]) => (of.find((x) => visible.has(nameOf(x.node))) ?? of[0])?.node;
    const to =
      e.key === "ArrowDown"
        ? list[at + 1]
        : e.key === "ArrowUp"
          ? list[at - 1]
          : e.key === "ArrowRight"
            ? next(down)
            : e.key === "ArrowLeft"
              ? next(up)
              : undefined;
    if (e.key === "Enter") onBegin(node);
    else if (e.key === "o") onOpen(node);
    else if (!e.key.startsWith("Arrow")) return;
    e.preventDefault();
    e.stopPropagation();
    if (to) {
      asked.current = true;
      onSelect(to);
    }
  };
  return (
    <>
      <Text size="xs" c="dimmed" className="no-print">
        {t("chain.keys")}
      </Text>
      <div className="scroll-x" role="region" aria-label={t("chain.drawn")} tabIndex={-1}>
        <div ref={box} className={classes.columns} onKeyDown={onKey}>
          <Ways graph={graph} box={box} way={way} shown={shown} />
          {columns.map((c) => (
            <section key={c} aria-label={t(`chain.column.${c}`)} data-empty={all[c].length === 0 || undefined}>
              <h2 className={classes.heading}>
                {t(`chain.column.${c}`)} {all[c].length > 0 && <span>{all[c].length}</span>}
              </h2>
              {all[c].length === 0 && (
                <Text size="xs" c="dimmed">
                  {t("chain.empty")}
                </Text>
              )}
              {shown[c].map((n) => {
                const here = nameOf(n) === nameOf(node);
                return (
                  <UnstyledButton
                    key={nameOf(n)}
                    className={classes.node}
                    data-node={nameOf(n)}
                    data-off={way.has(nameOf(n)) ? undefined : true}
                    data-gap={n.gap ? true : undefined}
                    aria-pressed={here}
                    tabIndex={here ? 0 : -1}
                    onClick={() => onSelect(n)}
                    onDoubleClick={() => onBegin(n)}
                  >
                    <NodeWords node={n} />
                  </UnstyledButton>
                );
              })}
              {shown[c].length < all[c].length && (
                <UnstyledButton className={classes.more} onClick={() => setWhole(new Set([...whole, c]))}>
                  {t("chain.more", { count: all[c].length - shown[c].length })}
                </UnstyledButton>
              )}
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

interface WaysProps {
  graph: TraceGraph;
  box: React.RefObject<HTMLDivElement | null>;
  way: ReadonlySet<string>;
  shown: Record<ColumnName, TraceNode[]>;
}

interface Line {
  key: string;
  path: string;
  on: boolean;
}

/** The lines between the columns, drawn behind the records once these have their places. */
function Ways({ graph, box, way, shown }: WaysProps) {
  const [lines, setLines] = useState<Line[]>([]);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const places = columns.map((c) => shown[c].map(nameOf).join(",")).join(";");
  // The box has its place only once all of it is on the page.
  useEffect(() => {
    const at = box.current;
    if (!at) return;
    const measure = () => {
      const edge = at.getBoundingClientRect();
      const spots = new Map(
        [...at.querySelectorAll<HTMLElement>("[data-node]")].map((e) => [
          e.dataset.node ?? "",
          e.getBoundingClientRect(),
        ]),
      );
      const next = graph.edges.flatMap((e): Line[] => {
        const [a, b] = [spots.get(nameOf(e.from)), spots.get(nameOf(e.to))];
        if (!a || !b || Math.abs(a.left - b.left) < 4) return [];
        const [left, right] = a.left < b.left ? [a, b] : [b, a];
        const [x1, y1] = [left.right - edge.left, left.top + Math.min(left.height / 2, 22) - edge.top];
        const [x2, y2] = [right.left - edge.left, right.top + Math.min(right.height / 2, 22) - edge.top];
        const bend = Math.min(40, (x2 - x1) / 2);
        return [
          {
            key: `${nameOf(e.from)} ${nameOf(e.to)} ${e.verb}`,
            path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
            on: way.has(nameOf(e.from)) && way.has(nameOf(e.to)),
          },
        ];
      });
      setLines(next);
      setSize({ width: at.scrollWidth, height: at.scrollHeight });
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(at);
    return () => watch.disconnect();
  }, [graph, box, way, places]);
  return (
    <svg className={classes.ways} width={size.width} height={size.height} aria-hidden>
      {[...lines]
        .sort((a, b) => Number(a.on) - Number(b.on))
        .map((l) => (
          <path key={l.key} d={l.path} data-on={l.on || undefined} />
        ))}
    </svg>
  );
}
