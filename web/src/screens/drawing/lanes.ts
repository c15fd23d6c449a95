// Lanes are the layout of a drawing that is too large for ELK to lay out while
// one waits: zones stacked by Purdue level, about as many beside each other as
// below, those that a conduit joins near each other.

import { childrenOf, heading, margin, zoneSize, type Places } from "../../parts/plant/places";
import type { Drawing, DrawingNode } from "../../parts/plant/types";
import { rows } from "./layout";

const fewInLane = 4;
const beside = 150;
const between = 100;
/** How often zones are sorted by where their neighbours stand. */
const sweeps = 4;

/** Lays all zones out in lanes. */
export function inLanes(drawing: Drawing): Places {
  const inside = childrenOf(drawing.nodes);
  const row = rows(drawing.nodes);
  const neighbours = neighboursOf(drawing, inside);
  let places: Places = new Map();
  for (let sweep = 0; sweep <= sweeps; sweep++) {
    const before = places;
    // Every other lane stands still, lest zones that want to swap both move.
    const wish = (zone: string) => {
      const spots = (neighbours.get(zone) ?? []).flatMap((n) => middle(before, n) ?? []);
      const still = (row.get(zone) ?? 0) % 2 !== sweep % 2 || spots.length === 0;
      return still ? (middle(before, zone) ?? 0) : spots.reduce((sum, x) => sum + x, 0) / spots.length;
    };
    const next: Places = new Map();
    lay("", 0, 0, next, inside, (zones) =>
      [...zones]
        .map((zone, i) => ({ zone, i, row: row.get(zone.id) ?? 0, x: sweep === 0 ? i : wish(zone.id) }))
        .sort((a, b) => a.row - b.row || a.x - b.x || a.i - b.i)
        .map((z) => ({ zone: z.zone, row: z.row })),
    );
    places = next;
  }
  return places;
}

function middle(places: Places, id: string): number | undefined {
  const p = places.get(id);
  return p && p.x + p.w / 2;
}

/** The zones to which conduits lead from a zone, or from one that lies in it. */
function neighboursOf(drawing: Drawing, inside: Map<string, DrawingNode[]>): Map<string, string[]> {
  const around = new Map<string, string>();
  for (const [parent, zones] of inside) for (const z of zones) if (parent) around.set(z.id, parent);
  const result = new Map<string, string[]>();
  const note = (zone: string, other: string) => {
    for (let up: string | undefined = zone; up; up = around.get(up)) {
      result.set(up, [...(result.get(up) ?? []), other]);
    }
  };
  for (const e of drawing.edges) {
    note(e.from, e.to);
    note(e.to, e.from);
  }
  return result;
}

/** Puts the zones within a zone into lanes from a corner on, and says how much room they take. */
function lay(
  parent: string,
  x: number,
  y: number,
  places: Places,
  inside: Map<string, DrawingNode[]>,
  order: (zones: DrawingNode[]) => { zone: DrawingNode; row: number }[],
): { w: number; h: number } {
  const zones = order(inside.get(parent) ?? []);
  const most = Math.max(fewInLane, Math.ceil(Math.sqrt(zones.length)));
  const lanes: { ids: string[]; width: number }[] = [];
  let top = y;
  let width = 0;
  for (let at = 0; at < zones.length;) {
    const first = zones[at]?.row;
    const lane = { ids: [] as string[], width: 0 };
    let high = 0;
    while (at < zones.length && lane.ids.length < most && zones[at]?.row === first) {
      const id = zones[at++]?.zone.id ?? "";
      if (lane.ids.length > 0) lane.width += beside;
      const place = { x: x + lane.width, y: top, ...zoneSize };
      if (inside.has(id)) {
        const inner = lay(id, place.x + margin, top + heading + 8, places, inside, order);
        place.w = Math.max(place.w, inner.w + 2 * margin);
        place.h = heading + 8 + inner.h + margin;
      }
      places.set(id, place);
      lane.ids.push(id);
      lane.width += place.w;
      high = Math.max(high, place.h);
    }
    lanes.push(lane);
    width = Math.max(width, lane.width);
    top += high + between;
  }
  for (const lane of lanes) {
    for (const id of lane.ids) shift(id, Math.floor((width - lane.width) / 2), places, inside);
  }
  return { w: width, h: Math.max(0, top - between - y) };
}

function shift(id: string, dx: number, places: Places, inside: Map<string, DrawingNode[]>) {
  const p = places.get(id);
  if (p) places.set(id, { ...p, x: p.x + dx });
  for (const z of inside.get(id) ?? []) shift(z.id, dx, places, inside);
}
