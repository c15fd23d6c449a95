import { useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Reference } from "../../../parts/library/types";
import { beside, box, line, twoLines, wordAt, type Picture as Layout, type Placed } from "./layout";
import { shortName } from "./series";
import classes from "./series.module.css";

interface Props {
  picture: Layout;
  edges: Reference[];
  /** The standard whose lines stand out, or "". */
  chosen: string;
  onChoose: (id: string) => void;
}

/** The standards as boxes, with an arrow for what one does to another. Arrow keys go from box to box. */
export function Picture({ picture, edges, chosen, onChoose }: Props) {
  const { t } = useTranslation("standards");
  const drawing = useRef<SVGSVGElement>(null);
  const at = new Map(picture.placed.map((p) => [p.standard.id, p]));
  const touches = (r: Reference) => r.from === chosen || r.to === chosen;
  const near = new Set(edges.filter(touches).flatMap((r) => [r.from, r.to]));
  // What stands out is drawn last, over the rest.
  const drawn = [...edges.filter((r) => !touches(r)), ...edges.filter(touches)];
  const step = (from: Placed, e: KeyboardEvent) => {
    if (e.key === "Enter" || e.key === " ") {
      e.preventDefault();
      onChoose(from.standard.id);
      return;
    }
    const next = beside(picture.placed, from, e.key);
    if (!next) return;
    e.preventDefault();
    e.stopPropagation();
    const box = drawing.current?.querySelector<SVGGElement>(`[data-id="${CSS.escape(next.standard.id)}"]`);
    box?.focus();
  };
  return (
    <div className={`${classes.picture} scroll-x`} tabIndex={0} role="region" aria-label={t("together.picture")}>
      <svg
        ref={drawing}
        viewBox={`-4 -4 ${picture.width + 48} ${picture.height + 8}`}
        width={picture.width + 48}
        height={picture.height + 8}
        role="group"
        aria-label={t("together.picture")}
      >
        <defs>
          {["rest", "out"].map((kind) => (
            <marker
              key={kind}
              id={`arrow-${kind}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0 L8 4 L0 8 z" className={kind === "out" ? classes.headOut : classes.head} />
            </marker>
          ))}
        </defs>
        {picture.heads.map((h) => (
          <text key={h.id} x={h.x} y={h.y} className={classes.column}>
            {h.title}
          </text>
        ))}
        <g aria-hidden>
          {drawn.map((r) => {
            const [a, b] = [at.get(r.from), at.get(r.to)];
            if (!a || !b) return null;
            const out = touches(r);
            return (
              <path
                key={r.from + r.verb + r.to}
                d={line(a, b)}
                className={out ? classes.lineOut : classes.line}
                data-faint={(chosen && !out) || undefined}
                markerEnd={`url(#arrow-${out ? "out" : "rest"})`}
              />
            );
          })}
        </g>
        {picture.placed.map((p) => {
          const { id, title } = p.standard;
          const [first, second] = twoLines(title);
          return (
            <g
              key={id}
              data-id={id}
              role="button"
              tabIndex={0}
              aria-pressed={id === chosen}
              className={classes.box}
              data-chosen={id === chosen || undefined}
              data-faint={(chosen && id !== chosen && !near.has(id)) || undefined}
              data-open={(p.standard.status && p.standard.status !== "published") || undefined}
              transform={`translate(${p.x} ${p.y})`}
              onClick={() => onChoose(id)}
              onKeyDown={(e) => step(p, e)}
            >
              <rect width={box.width} height={box.height} rx={5} />
              <text x={9} y={18} className={classes.boxName}>
                {shortName(id)}
              </text>
              <text x={9} y={34} className={classes.boxTitle}>
                {first}
              </text>
              <text x={9} y={49} className={classes.boxTitle}>
                {second}
              </text>
            </g>
          );
        })}
        <g aria-hidden>
          {edges.filter(touches).map((r) => {
            const [a, b] = [at.get(r.from), at.get(r.to)];
            if (!a || !b) return null;
            const { x, y } = r.from === chosen ? wordAt(a, b) : wordAt(b, a);
            const wide = r.verb.length * 5.6 + 8;
            return (
              <g key={r.from + r.verb + r.to} transform={`translate(${x} ${y})`} className={classes.verb}>
                <rect x={-wide / 2} y={-9} width={wide} height={18} rx={4} />
                <text textAnchor="middle" y={4}>
                  {r.verb}
                </text>
              </g>
            );
          })}
        </g>
      </svg>
    </div>
  );
}
