// Where zones stand on the drawing. Places count from the top left of the
// drawing, also those of zones that lie in another zone.

import type { Drawing, DrawingNode, Place } from "./types";

export const zoneSize = { w: 232, h: 128 };
/** Room above the zones inside a zone, for its own heading. */
export const heading = 132;
export const margin = 24;

export type Places = Map<string, Place>;

/** The stored places, or undefined when no zone has one and the drawing must be laid out. */
export function storedPlaces(drawing: Drawing): Places | undefined {
  const places: Places = new Map();
  for (const node of drawing.nodes) {
    if (node.place && node.place.w > 0 && node.place.h > 0) places.set(node.id, { ...node.place });
  }
  if (places.size === 0) return undefined;
  addMissing(drawing.nodes, places);
  return places;
}

/**
 * Gives zones that came after the last layout a place below the others, and
 * lets the zones around them grow, so that nothing that stands is moved.
 */
function addMissing(nodes: DrawingNode[], places: Places) {
  const inside = childrenOf(nodes);
  const visit = (parent: string) => {
    const around = places.get(parent);
    for (const node of inside.get(parent) ?? []) {
      if (!places.has(node.id)) {
        const siblings = (inside.get(parent) ?? []).flatMap((n) => places.get(n.id) ?? []);
        const left = around ? around.x + margin : Math.min(...siblings.map((p) => p.x), Infinity);
        const below = Math.max(...siblings.map((p) => p.y + p.h), around ? around.y + heading - margin : 0);
        places.set(node.id, { x: Number.isFinite(left) ? left : 0, y: below + margin, ...zoneSize });
      }
      visit(node.id);
    }
    if (around) enclose(around, inside.get(parent) ?? [], places);
  };
  visit("");
}

function enclose(around: Place, nodes: DrawingNode[], places: Places) {
  for (const { id } of nodes) {
    const p = places.get(id);
    if (!p) continue;
    around.w = Math.max(around.w, p.x + p.w + margin - around.x);
    around.h = Math.max(around.h, p.y + p.h + margin - around.y);
  }
}

/** Zones by the zone they lie in; those whose parent is not drawn stand on their own. */
export function childrenOf(nodes: DrawingNode[]): Map<string, DrawingNode[]> {
  const known = new Set(nodes.map((n) => n.id));
  const inside = new Map<string, DrawingNode[]>();
  for (const node of nodes) {
    const parent = node.parent && known.has(node.parent) ? node.parent : "";
    inside.set(parent, [...(inside.get(parent) ?? []), node]);
  }
  return inside;
}
