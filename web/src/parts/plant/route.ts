// The lines of conduits on the drawing, computed from where their zones stand.

import { straightened, Streets, type Point } from "./orthogonal";
import { heading, type Places } from "./places";
import type { DrawingEdge, Place } from "./types";

export type Side = "left" | "right" | "top" | "bottom";

/** A conduit's line: its corners, and where its label stands. */
export interface Route {
  points: Point[];
  label: Point;
}

interface End extends Point {
  side: Side;
}

/** Above this, finding ways around zones would take too long while one waits. */
const most = { zones: 70, conduits: 130 };

const out: Record<Side, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
};

/** Draws every conduit; `quick` leaves zones in the way, for while one is being dragged. */
export function routes(edges: DrawingEdge[], places: Places, quick = false): Map<string, Route> {
  const ends = docks(edges, places);
  const streets = new Streets([...places].map(([id, place]) => ({ id, place })));
  const around = !quick && places.size <= most.zones && edges.length <= most.conduits;
  const result = new Map<string, Route>();
  const zones = occupied(places);
  const labels: Place[] = [];
  // Short ways first: they have the least choice.
  const near = [...ends].sort(([, p], [, q]) => distance(p.from, p.to) - distance(q.from, q.to));
  for (const [id, { edge, from, to }] of near) {
    const points =
      (around && streets.find(from, to, out[from.side], out[to.side], enclosing(edge, places))) || plain(from, to);
    const label = labelAt(points, zones, labels);
    labels.push({ x: label.x - labelSize.w / 2, y: label.y - labelSize.h / 2, ...labelSize });
    result.set(id, { points, label });
  }
  return result;
}

/**
 * Where each conduit leaves one zone and reaches the other. Conduits that
 * share a side of a zone are spread along it, in the order of where they go,
 * so that they do not cross at the zone.
 */
function docks(edges: DrawingEdge[], places: Places): Map<string, { edge: DrawingEdge; from: End; to: End }> {
  const result = new Map<string, { edge: DrawingEdge; from: End; to: End }>();
  const shared = new Map<string, { end: End; place: Place; toward: number; edge: string }[]>();
  const dock = (zone: string, place: Place, other: Place, end: End, edge: string) => {
    const key = zone + " " + end.side;
    const toward = upright(end.side) ? other.y + other.h / 2 : other.x + other.w / 2;
    shared.set(key, [...(shared.get(key) ?? []), { end, place, toward, edge }]);
  };
  for (const edge of edges) {
    const a = places.get(edge.from);
    const b = places.get(edge.to);
    if (!a || !b) continue;
    const [sideA, sideB] = sides(a, b);
    const ends = { edge, from: { x: 0, y: 0, side: sideA }, to: { x: 0, y: 0, side: sideB } };
    result.set(edge.id, ends);
    dock(edge.from, a, b, ends.from, edge.id);
    dock(edge.to, b, a, ends.to, edge.id);
  }
  for (const side of shared.values()) {
    side.sort((p, q) => p.toward - q.toward || p.edge.localeCompare(q.edge));
    side.forEach(({ end, place: p }, i) => {
      const part = (i + 1) / (side.length + 1);
      end.x = end.side === "left" ? p.x : end.side === "right" ? p.x + p.w : Math.round(p.x + p.w * part);
      end.y = end.side === "top" ? p.y : end.side === "bottom" ? p.y + p.h : Math.round(p.y + p.h * part);
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
  if (Math.max(below, above) >= Math.max(right, left)) return below >= above ? ["bottom", "top"] : ["top", "bottom"];
  return right >= left ? ["right", "left"] : ["left", "right"];
}

/** The zones around either end, whose borders the conduit must pass. */
function enclosing(edge: DrawingEdge, places: Places): Set<string> {
  const ids = new Set<string>();
  for (const end of [places.get(edge.from), places.get(edge.to)]) {
    for (const [id, place] of places) if (end && place !== end && contains(place, end)) ids.add(id);
  }
  return ids;
}

/** A line with at most two bends, whatever stands in the way. */
function plain(from: End, to: End): Point[] {
  if (from.side === to.side) {
    const x = Math.max(from.x, to.x) + 32;
    return [from, { x, y: from.y }, { x, y: to.y }, to];
  }
  const [mx, my] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const bends = upright(from.side)
    ? [
        { x: mx, y: from.y },
        { x: mx, y: to.y },
      ]
    : [
        { x: from.x, y: my },
        { x: to.x, y: my },
      ];
  return straightened([from, ...bends, to]);
}

/** A label on a drawing that is seen from afar, and the part of it that must not lie on a zone. */
const labelSize = { w: 150, h: 46 };
const labelCore = { w: 118, h: 32 };

/** What labels must not lie on: zones, but of a zone with others inside only its heading. */
function occupied(places: Places): Place[] {
  const all = [...places.values()];
  return all.map((p) => (all.some((q) => q !== p && contains(p, q)) ? { ...p, h: heading - 40 } : p));
}

/**
 * The middle of the longest stretch, or further along where something else
 * stands already. Where there is no room beside all zones, a label lies where it
 * hides the least of one, but not on another label.
 */
function labelAt(points: Point[], zones: Place[], labels: Place[]): Point {
  const stretches = points
    .slice(1)
    .map((b, i) => ({ a: points[i] ?? b, b }))
    .sort((p, q) => distance(q.a, q.b) - distance(p.a, p.b));
  const spots = stretches.flatMap(({ a, b }) =>
    alongs.map((part) => ({ x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part })),
  );
  const apart = (p: Point) => !labels.some((t) => covers(t, p, labelSize));
  let chosen = spots[0] ?? { x: 0, y: 0 };
  let least = Infinity;
  for (const p of spots) {
    if (least === 0) break;
    if (!apart(p)) continue;
    const hides = hidden(p, zones);
    if (hides < least) [chosen, least] = [p, hides];
  }
  return chosen;
}

/** Parts of a stretch, from its middle outwards. */
const alongs = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9];

/** Whether a label at p would touch what is there. */
function covers(t: Place, p: Point, size: { w: number; h: number }): boolean {
  const [dx, dy] = [size.w / 2, size.h / 2];
  return p.x + dx > t.x && p.x - dx < t.x + t.w && p.y + dy > t.y && p.y - dy < t.y + t.h;
}

/** How much a label at p would cover of what it covers most of. */
function hidden(p: Point, by: Place[]): number {
  const [dx, dy] = [labelCore.w / 2, labelCore.h / 2];
  let most = 0;
  for (const t of by) {
    const across = Math.min(p.x + dx, t.x + t.w) - Math.max(p.x - dx, t.x);
    const down = Math.min(p.y + dy, t.y + t.h) - Math.max(p.y - dy, t.y);
    if (across > 0 && down > 0) most = Math.max(most, across * down);
  }
  return most;
}

/** The line as an SVG path with rounded corners. */
export function pathOf(points: Point[], radius = 9): string {
  return points
    .map((p, i) => {
      const a = points[i - 1];
      const b = points[i + 1];
      if (!a) return `M${p.x} ${p.y}`;
      if (!b) return `L${p.x} ${p.y}`;
      const r = Math.min(radius, distance(a, p) / 2, distance(p, b) / 2);
      const before = towards(p, a, r);
      const after = towards(p, b, r);
      return `L${before.x} ${before.y}Q${p.x} ${p.y} ${after.x} ${after.y}`;
    })
    .join("");
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}

function contains(a: Place, b: Place): boolean {
  return a.x <= b.x && a.y <= b.y && a.x + a.w >= b.x + b.w && a.y + a.h >= b.y + b.h;
}

function upright(side: Side): boolean {
  return side === "left" || side === "right";
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
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
    // Straight ahead counts as much nearer than aside, as the eye takes it.
    if (ahead > 0 && ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      best = id;
    }
  }
  return best;
}
