import type { ElkNode } from "elkjs/lib/elk-api";
import { childrenOf, heading, margin, zoneSize, type Places } from "../../parts/plant/places";
import type { Drawing, DrawingNode } from "../../parts/plant/types";
import { inLanes } from "./lanes";

/** Above this, ELK would let one wait for longer than two seconds. */
const most = { zones: 60, conduits: 120 };

/** Computes a place for every zone: with ELK, in a worker that ends with the work, or in lanes where there are many. */
export async function layOut(drawing: Drawing): Promise<Places> {
  if (drawing.nodes.length > most.zones || drawing.edges.length > most.conduits) return inLanes(drawing);
  const { default: ELK } = await import("elkjs/lib/elk-api.js");
  const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  const failed = new Promise<never>((_, reject) => {
    worker.onerror = (e) => reject(new Error(e.message || "The layout worker did not start."));
  });
  try {
    const elk = new ELK({ workerFactory: () => worker });
    return placesOf(await Promise.race([elk.layout(graphOf(drawing)), failed]));
  } finally {
    worker.terminate();
  }
}

/** The drawing as ELK reads it: zones within zones, conduits as edges. */
export function graphOf(drawing: Drawing): ElkNode {
  const inside = childrenOf(drawing.nodes);
  const row = rows(drawing.nodes);
  const outermost = outermostOf(drawing.nodes);
  const build = (node: DrawingNode): ElkNode => {
    const children = (inside.get(node.id) ?? []).map(build);
    const partition = { "elk.partitioning.partition": String(row.get(node.id) ?? 0) };
    if (children.length === 0) return { id: node.id, width: zoneSize.w, height: zoneSize.h, layoutOptions: partition };
    return {
      id: node.id,
      children,
      layoutOptions: {
        ...partition,
        "elk.padding": `[top=${heading + 8},left=${margin},bottom=${margin},right=${margin}]`,
        "elk.nodeSize.constraints": "MINIMUM_SIZE",
        "elk.nodeSize.minimum": `(${zoneSize.w + 2 * margin},${zoneSize.h})`,
      },
    };
  };
  return {
    id: "site",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "DOWN",
      "elk.hierarchyHandling": "INCLUDE_CHILDREN",
      "elk.partitioning.activate": "true",
      "elk.edgeRouting": "ORTHOGONAL",
      "elk.spacing.nodeNode": "150",
      "elk.layered.spacing.nodeNodeBetweenLayers": "100",
      "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
      "elk.padding": "[top=24,left=24,bottom=24,right=24]",
    },
    children: (inside.get("") ?? []).map(build),
    // All edges lead downwards, whoever opens the traffic: rows are what the eye looks for.
    // Conduits within a row would tear it apart into several.
    edges: drawing.edges.flatMap((e) => {
      const [from, to] = [row.get(outermost(e.from)) ?? 0, row.get(outermost(e.to)) ?? 0];
      if (from === to && outermost(e.from) !== outermost(e.to)) return [];
      return from > to
        ? { id: e.id, sources: [e.to], targets: [e.from] }
        : { id: e.id, sources: [e.from], targets: [e.to] };
    }),
  };
}

const usual: Record<DrawingNode["zoneKind"], number> = {
  remote: 5,
  enterprise: 4,
  dmz: 3.5,
  operations: 3,
  supervisory: 2,
  control: 1,
  safety: 1,
  other: 2,
};

/** The row of each zone: the highest Purdue level on top, as engineers draw it. */
export function rows(nodes: DrawingNode[]): Map<string, number> {
  const level = (n: DrawingNode) => tier(n.purdue ? Number(n.purdue) : usual[n.zoneKind]);
  const levels = [...new Set(nodes.map(level))].sort((a, b) => b - a);
  return new Map(nodes.map((n) => [n.id, levels.indexOf(level(n))]));
}

/** Levels 5 and 4 share a row, and so do 1 and 0: a screen is wider than high. */
function tier(level: number): number {
  return Math.min(4, Math.max(1, level));
}

function outermostOf(nodes: DrawingNode[]): (id: string) => string {
  const parent = new Map(nodes.map((n) => [n.id, n.parent]));
  return (id) => {
    let at = id;
    for (let up = parent.get(at); up && parent.has(up); up = parent.get(at)) at = up;
    return at;
  };
}

/** ELK counts from the parent's corner; places count from the corner of the drawing. */
export function placesOf(root: ElkNode): Places {
  const places: Places = new Map();
  const walk = (node: ElkNode, x: number, y: number) => {
    for (const child of node.children ?? []) {
      const at = { x: x + (child.x ?? 0), y: y + (child.y ?? 0) };
      places.set(child.id, { ...at, w: child.width ?? zoneSize.w, h: child.height ?? zoneSize.h });
      walk(child, at.x, at.y);
    }
  };
  walk(root, 0, 0);
  return places;
}
