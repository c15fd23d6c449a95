import { MarkerType, type Edge, type Node } from "@xyflow/react";
import { useMemo, useRef } from "react";
import { childrenOf, type Places } from "../../parts/plant/places";
import type { Route } from "../../parts/plant/route";
import type { Drawing, DrawingEdge, DrawingNode } from "../../parts/plant/types";

export type ZoneNodeData = { zone: DrawingNode; outer: boolean; editable: boolean };
export type ZoneNode = Node<ZoneNodeData, "zone">;
export type ConduitEdgeData = { conduit: DrawingEdge; route: Route };
export type ConduitEdge = Edge<ConduitEdgeData, "conduit">;

/** What a zone shows; kept apart from its place, so that moving one zone redraws no other. */
export function zoneData(drawing: Drawing, editable: boolean): Map<string, ZoneNodeData> {
  const inside = childrenOf(drawing.nodes);
  return new Map(drawing.nodes.map((zone) => [zone.id, { zone, outer: inside.has(zone.id), editable }]));
}

/** The zones as nodes, outer ones first; an inner zone's position counts from the corner of the zone around it. */
export function zoneNodes(
  drawing: Drawing,
  places: Places,
  data: Map<string, ZoneNodeData>,
  selected: string | undefined,
  dropOn?: string,
): ZoneNode[] {
  const inside = childrenOf(drawing.nodes);
  const nodes: ZoneNode[] = [];
  const add = (parent: string) => {
    for (const zone of inside.get(parent) ?? []) {
      const place = places.get(zone.id);
      const shown = data.get(zone.id);
      if (!place || !shown) continue;
      const around = places.get(parent) ?? { x: 0, y: 0 };
      nodes.push({
        id: zone.id,
        type: "zone",
        position: { x: place.x - around.x, y: place.y - around.y },
        width: place.w,
        height: place.h,
        measured: { width: place.w, height: place.h },
        data: shown,
        draggable: shown.editable,
        selected: zone.id === selected,
        ariaRole: "button",
        ...(zone.id === dropOn ? { className: "drop-here" } : {}),
        ...(parent ? { parentId: parent } : {}),
      });
      add(zone.id);
    }
  };
  add("");
  return nodes;
}

/** The nodes, each the same object as before unless it changed, so that only changed ones are drawn anew. */
export function useZoneNodes(
  drawing: Drawing,
  places: Places,
  data: Map<string, ZoneNodeData>,
  selected: string | undefined,
  dropOn: string | undefined,
): ZoneNode[] {
  const before = useRef(new Map<string, ZoneNode>());
  const nodes = useMemo(
    () => zoneNodes(drawing, places, data, selected, dropOn),
    [drawing, places, data, selected, dropOn],
  );
  // eslint-disable-next-line react-hooks/refs -- a cache of equal objects, which changes nothing that is shown
  return useMemo(() => keepEqual(nodes, before.current), [nodes]);
}

function keepEqual(nodes: ZoneNode[], before: Map<string, ZoneNode>): ZoneNode[] {
  const kept = nodes.map((node) => {
    const old = before.get(node.id);
    return old && sameNode(old, node) ? old : node;
  });
  before.clear();
  for (const node of kept) before.set(node.id, node);
  return kept;
}

function sameNode(a: ZoneNode, b: ZoneNode): boolean {
  return (
    a.data === b.data &&
    a.selected === b.selected &&
    a.className === b.className &&
    a.parentId === b.parentId &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.width === b.width &&
    a.height === b.height
  );
}

const arrow = { type: MarkerType.ArrowClosed, width: 16, height: 16, color: "var(--level-edge)" };

export function conduitEdges(drawing: Drawing, route: Map<string, Route>, selected: string | undefined): ConduitEdge[] {
  return drawing.edges.flatMap((conduit) => {
    const way = route.get(conduit.id);
    if (!way) return [];
    return {
      id: conduit.id,
      type: "conduit" as const,
      source: conduit.from,
      target: conduit.to,
      data: { conduit, route: way },
      selected: conduit.id === selected,
      focusable: false, // its label is the button
      ...(conduit.direction !== "backward" ? { markerEnd: arrow } : {}),
      ...(conduit.direction !== "forward" ? { markerStart: arrow } : {}),
    };
  });
}

/** A zone and all that lies in it, which moves with it. */
export function withInner(drawing: Drawing, zone: string): string[] {
  const inside = childrenOf(drawing.nodes);
  const all = [zone];
  for (const id of all) all.push(...(inside.get(id) ?? []).map((n) => n.id));
  return all;
}
