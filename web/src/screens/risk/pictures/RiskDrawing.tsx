import { useTranslation } from "react-i18next";
import { storedPlaces, type Places } from "../../../parts/plant/places";
import { pathOf, routes } from "../../../parts/plant/route";
import type { Drawing } from "../../../parts/plant/types";
import type { Criteria, SubjectRisk } from "../../../parts/risk/types";
import classes from "./pictures.module.css";
import { toneOf, type Stage } from "./stages";

interface Props {
  drawing: Drawing;
  subjects: SubjectRisk[];
  stage: Stage;
  criteria: Criteria;
  letters: Map<string, string>;
}

const labelSize = { w: 92, h: 30 };

/** The drawing in small, coloured and lettered by the worst risk of each zone and conduit. */
export function RiskDrawing({ drawing, subjects, stage, criteria, letters }: Props) {
  const { t } = useTranslation("targets");
  const places = storedPlaces(drawing) ?? inRows(drawing);
  const of = new Map(subjects.map((s) => [s.subject.id, s]));
  const all = [...places.values()];
  if (all.length === 0) return null;
  const lines = routes(drawing.edges, places);
  // Lines and labels may run outside all zones.
  const corners = [...lines.values()].flatMap(({ points, label }) => [
    ...points,
    { x: label.x - labelSize.w / 2, y: label.y - labelSize.h / 2 },
    { x: label.x + labelSize.w / 2, y: label.y + labelSize.h / 2 },
  ]);
  const left = Math.min(...all.map((p) => p.x), ...corners.map((p) => p.x)) - 8;
  const top = Math.min(...all.map((p) => p.y), ...corners.map((p) => p.y)) - 8;
  const width = Math.max(...all.map((p) => p.x + p.w), ...corners.map((p) => p.x)) + 8 - left;
  const height = Math.max(...all.map((p) => p.y + p.h), ...corners.map((p) => p.y)) + 8 - top;
  const area = (id: string) => (places.get(id)?.w ?? 0) * (places.get(id)?.h ?? 0);
  const outerFirst = [...drawing.nodes].sort((a, b) => area(b.id) - area(a.id));
  const keys = new Map(drawing.edges.map((e) => [e.id, e.key]));
  const told = (s: SubjectRisk | undefined) =>
    stage === "existing" ? s?.today : stage === "residual" ? s?.state : undefined;

  return (
    <svg
      viewBox={`${left} ${top} ${width} ${height}`}
      className={classes.map}
      role="img"
      aria-label={t("map.alt", { stage: t(`stage.${stage}`), count: drawing.nodes.length })}
    >
      {outerFirst.map((node) => {
        const p = places.get(node.id);
        const s = of.get(node.id);
        if (!p) return null;
        const count = s?.[stage].counts.reduce((a, b) => a + b, 0) ?? 0;
        const tolerance = told(s);
        return (
          <g key={node.id}>
            <rect
              x={p.x}
              y={p.y}
              width={p.w}
              height={p.h}
              rx={10}
              className={classes.mapZone}
              {...toneOf(criteria, s?.[stage].band)}
            />
            <text x={p.x + 14} y={p.y + 38} className={classes.mapLetter}>
              {letters.get(s?.[stage].band ?? "") ?? "–"}
            </text>
            <text x={p.x + 58} y={p.y + 36} className={classes.mapKey}>
              {node.key}
            </text>
            <text x={p.x + 14} y={p.y + 64} className={classes.mapText}>
              {t("map.count", { count })}
            </text>
            {tolerance && (
              <text
                x={p.x + 14}
                y={p.y + 90}
                className={classes.mapText}
                data-above={tolerance === "above" || undefined}
              >
                {t(`map.short.${tolerance}`)}
              </text>
            )}
          </g>
        );
      })}
      {[...lines].map(([id, { points, label }]) => {
        const s = of.get(id);
        const band = s?.[stage].band;
        return (
          <g key={id}>
            <path d={pathOf(points)} className={classes.mapLine} {...toneOf(criteria, band)} />
            <rect
              x={label.x - labelSize.w / 2}
              y={label.y - labelSize.h / 2}
              width={labelSize.w}
              height={labelSize.h}
              rx={6}
              className={classes.mapZone}
              {...toneOf(criteria, band)}
            />
            <text x={label.x} y={label.y} textAnchor="middle" dominantBaseline="central" className={classes.mapLabel}>
              {t("map.conduit", { key: keys.get(id), letter: letters.get(band ?? "") ?? "–" })}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Places for a drawing that nobody has laid out yet: rows of equal boxes. */
function inRows(drawing: Drawing): Places {
  const across = Math.ceil(Math.sqrt(drawing.nodes.length)) || 1;
  return new Map(
    drawing.nodes.map((n, i) => [n.id, { x: (i % across) * 340, y: Math.floor(i / across) * 230, w: 240, h: 128 }]),
  );
}
