// The largest drawing that is promised: 200 zones and 400 conduits, laid out in
// at most two seconds. `make bench` runs it.

import { bench, describe, expect } from "vitest";
import { routes } from "../../parts/plant/route";
import type { Drawing, DrawingEdge, DrawingNode, Vector } from "../../parts/plant/types";
import { layOut } from "./layout";

const most = 2_000; // milliseconds
const kinds = ["remote", "enterprise", "dmz", "operations", "supervisory", "control", "safety", "other"] as const;
const levels: Vector = [0, 0, 0, 0, 0, 0, 0];

const nodes: DrawingNode[] = Array.from({ length: 200 }, (_, i) => ({
  id: `z${i}`,
  key: `Z-${i}`,
  name: "Zone",
  zoneKind: kinds[i % kinds.length] ?? "other",
  ...(i % 10 > 6 ? { parent: `z${i - (i % 10)}` } : {}),
  assets: 0,
  achieved: levels,
  steps: 0,
}));

const edges: DrawingEdge[] = Array.from({ length: 400 }, (_, i) => ({
  id: `c${i}`,
  key: `C-${i}`,
  name: "Conduit",
  from: `z${i % 200}`,
  to: `z${((i % 200) + 1 + Math.floor(i / 200) * 7) % 200}`,
  direction: "both",
  achieved: levels,
  flows: 0,
}));

const drawing: Drawing = { nodes, edges };

describe("a drawing of 200 zones and 400 conduits", () => {
  bench(
    "is laid out, with its lines",
    async () => {
      const start = performance.now();
      const places = await layOut(drawing);
      const lines = routes(edges, places);
      expect(lines.size).toBe(edges.length);
      expect(performance.now() - start).toBeLessThan(most);
    },
    { iterations: 5, warmupIterations: 1, time: 0, throws: true },
  );
});
