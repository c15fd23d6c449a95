import { useTranslation } from "react-i18next";
import { storedPlaces } from "../../parts/plant/places";
import { pathOf, routes } from "../../parts/plant/route";
import { standing, type Drawing } from "../../parts/plant/types";
import classes from "./overview.module.css";

/** The drawing in small: zones with their key and the levels they miss. */
export function MiniDrawing({ drawing, fallback }: { drawing: Drawing; fallback: string }) {
  const { t } = useTranslation("plant");
  const places = storedPlaces(drawing);
  const label = t("overview.drawingAlt", { zones: drawing.nodes.length, conduits: drawing.edges.length });
  // Nobody has laid the drawing out yet, so the server's own picture has to do.
  if (!places) return <img src={fallback} alt={label} className={classes.preview} />;

  const all = [...places.values()];
  const left = Math.min(...all.map((p) => p.x)) - 20;
  const top = Math.min(...all.map((p) => p.y)) - 20;
  const width = Math.max(...all.map((p) => p.x + p.w)) + 20 - left;
  const height = Math.max(...all.map((p) => p.y + p.h)) + 20 - top;
  const lines = routes(drawing.edges, places);
  const outerFirst = [...drawing.nodes].sort((a, b) => area(places.get(b.id)) - area(places.get(a.id)));

  return (
    <svg viewBox={`${left} ${top} ${width} ${height}`} className={classes.preview} role="img" aria-label={label}>
      {outerFirst.map((node) => {
        const p = places.get(node.id);
        if (!p) return null;
        return (
          <g key={node.id}>
            <rect
              x={p.x}
              y={p.y}
              width={p.w}
              height={p.h}
              rx={10}
              className={classes.zone}
              data-state={standing(node)}
            />
            <text x={p.x + 16} y={p.y + 38} className={classes.zoneKey}>
              {node.key}
            </text>
            {node.steps > 0 && (
              <text x={p.x + p.w - 16} y={p.y + 38} textAnchor="end" className={classes.zoneGap}>
                {`−${node.steps}`}
              </text>
            )}
          </g>
        );
      })}
      {[...lines].map(([id, { points }]) => (
        <path key={id} d={pathOf(points)} className={classes.line} />
      ))}
    </svg>
  );
}

function area(p: { w: number; h: number } | undefined): number {
  return p ? p.w * p.h : 0;
}
