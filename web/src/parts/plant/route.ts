import type { Places } from "./places";
import type { DrawingEdge, Place } from "./types";

export type Side = "left" | "right" | "top" | "bottom";

export interface End {
  x: number;
  y: number;
  side: Side;
}

export interface Route {
  from: End;
  to: End;
}

/**
 * Decides where each conduit leaves one zone and reaches the other. Conduits
 * that share a side of a zone are spread along it, in the order of where they
 * go, so that they neither lie on each other nor cross at the zone.
 */
export function routes(edges: DrawingEdge[], places: Places): Map<string, Route> {
  const result = new Map<string, Route>();
  const docks = new Map<string, { end: End; place: Place; toward: number; edge: string }[]>();

  for (const edge of edges) {
    const a = places.get(edge.from);
    const b = places.get(edge.to);
    if (!a || !b) continue;
    const [sideA, sideB] = sides(a, b);
    const route: Route = { from: { x: 0, y: 0, side: sideA }, to: { x: 0, y: 0, side: sideB } };
    result.set(edge.id, route);
    dock(edge.from, a, b, route.from, edge.id);
    dock(edge.to, b, a, route.to, edge.id);
  }

  function dock(zone: string, place: Place, other: Place, end: End, edge: string) {
    const key = zone + " " + end.side;
    const toward = upright(end.side) ? other.y + other.h / 2 : other.x + other.w / 2;
    docks.set(key, [...(docks.get(key) ?? []), { end, place, toward, edge }]);
  }

  for (const side of docks.values()) {
    side.sort((p, q) => p.toward - q.toward || p.edge.localeCompare(q.edge));
    side.forEach(({ end, place }, i) => {
      const part = (i + 1) / (side.length + 1);
      end.x = end.side === "left" ? place.x : end.side === "right" ? place.x + place.w : place.x + place.w * part;
      end.y = end.side === "top" ? place.y : end.side === "bottom" ? place.y + place.h : place.y + place.h * part;
    });
  }
  return result;
}

/** The sides that face each other. Of zones one inside the other, both dock on the same side. */
export function sides(a: Place, b: Place): [Side, Side] {
  if (contains(a, b) || contains(b, a)) return ["right", "right"];
  const right = b.x - (a.x + a.w);
  const left = a.x - (b.x + b.w);
  const below = b.y - (a.y + a.h);
  const above = a.y - (b.y + b.h);
  const across = Math.max(right, left);
  const down = Math.max(below, above);
  if (down >= across) return below >= above ? ["bottom", "top"] : ["top", "bottom"];
  return right >= left ? ["right", "left"] : ["left", "right"];
}

function contains(a: Place, b: Place): boolean {
  return a.x <= b.x && a.y <= b.y && a.x + a.w >= b.x + b.w && a.y + a.h >= b.y + b.h;
}

function upright(side: Side): boolean {
  return side === "left" || side === "right";
}

/** The zone that lies nearest in the direction of an arrow key, if any. */
export function neighbour(places: Places, from: string, key: string): string | undefined {
  const here = places.get(from);
  if (!here) return undefined;
  const dx = key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0;
  const dy = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
  let best: string | undefined;
  let least = Infinity;
  for (const [id, place] of places) {
    if (id === from) continue;
    const x = place.x + place.w / 2 - (here.x + here.w / 2);
    const y = place.y + place.h / 2 - (here.y + here.h / 2);
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    // Straight ahead counts twice as near as aside, as the eye takes it.
    if (ahead > 0 && ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      best = id;
    }
  }
  return best;
}
