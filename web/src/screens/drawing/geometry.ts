// Where on the drawing something lies, and what comes of dropping it there.

import { heading, margin, zoneSize, type Places } from "../../parts/plant/places";
import type { Drawing, Place } from "../../parts/plant/types";
import { withInner } from "./nodes";

export interface Spot {
  x: number;
  y: number;
}

/** The innermost zone at a spot, but for some. */
export function zoneAt(places: Places, spot: Spot, not: ReadonlySet<string> = new Set()): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const [id, p] of places) {
    const inside = spot.x >= p.x && spot.x <= p.x + p.w && spot.y >= p.y && spot.y <= p.y + p.h;
    if (inside && !not.has(id) && p.w * p.h < least) {
      least = p.w * p.h;
      best = id;
    }
  }
  return best;
}

export const centre = (p: Place): Spot => ({ x: p.x + p.w / 2, y: p.y + p.h / 2 });

/** A zone that was dropped: where it and what lies in it come to stand, and the zone around it if that is another one. */
export interface Dropped {
  places: Places;
  /** Undefined when it lies where it lay. */
  parent?: string;
}

/**
 * What dropping a zone does. The zone that its middle lies in becomes the one
 * around it; it is pushed below that zone's heading.
 */
export function dropped(drawing: Drawing, places: Places, moved: Places, zone: string): Dropped {
  const p = moved.get(zone);
  if (!p) return { places: moved };
  const inner = new Set(withInner(drawing, zone));
  const around = zoneAt(places, centre(p), inner) ?? "";
  const known = new Set(drawing.nodes.map((n) => n.id));
  const was = drawing.nodes.find((n) => n.id === zone)?.parent ?? "";
  const outer = places.get(around);
  const dx = outer ? Math.max(0, outer.x + margin - p.x) : 0;
  const dy = outer ? Math.max(0, outer.y + heading - p.y) : 0;
  const shifted: Places = new Map([...moved].map(([id, q]) => [id, { ...q, x: q.x + dx, y: q.y + dy }]));
  return { places: shifted, parent: around === (known.has(was) ? was : "") ? undefined : around };
}

/** The rectangle between two spots, large enough for a zone. */
export function rectangle(a: Spot, b: Spot): Place {
  return {
    x: Math.round(Math.min(a.x, b.x)),
    y: Math.round(Math.min(a.y, b.y)),
    w: Math.max(zoneSize.w, Math.round(Math.abs(a.x - b.x))),
    h: Math.max(zoneSize.h, Math.round(Math.abs(a.y - b.y))),
  };
}

/** The next key of a prefix that no record has: Z-08 after Z-07. */
export function nextKey(prefix: string, taken: string[]): string {
  const known = new Set(taken.map((k) => k.toLowerCase()));
  for (let n = 1; ; n++) {
    const key = `${prefix}-${String(n).padStart(2, "0")}`;
    if (!known.has(key.toLowerCase())) return key;
  }
}

/** How many assets a zone of a size shows by name; none where there is no room. */
export function chipsIn(p: { w: number; h: number }): number {
  const columns = Math.max(1, Math.floor((p.w - 24) / 92));
  const rows = Math.max(0, Math.floor((p.h - 104) / 22));
  return Math.min(24, columns * rows);
}
