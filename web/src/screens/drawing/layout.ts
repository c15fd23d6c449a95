import type { ElkNode } from "elkjs/lib/elk-api";
import { childrenOf, heading, margin, zoneSize, type Places } from "../../parts/plant/places";
import type { Drawing, DrawingNode } from "../../parts/plant/types";

/** Computes a place for every zone with ELK, in a worker that ends with the work. */
export async function layOut(drawing: Drawing): Promise<Places> {
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
  const build = (node: DrawingNode): ElkNode => {
    const children = (inside.get(node.id) ?? []).map(build);
    if (children.length === 0) return { id: node.id, width: zoneSize.w, height: zoneSize.h };
    return {
      id: node.id,
      children,
      layoutOptions: {
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
      "elk.edgeRouting": "ORTHOGONAL",
      "elk.spacing.nodeNode": "72",
      "elk.layered.spacing.nodeNodeBetweenLayers": "112",
      "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
      "elk.padding": "[top=24,left=24,bottom=24,right=24]",
    },
    children: (inside.get("") ?? []).map(build),
    edges: drawing.edges.map((e) => ({ id: e.id, sources: [e.from], targets: [e.to] })),
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
