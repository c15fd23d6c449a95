import { describe, expect, it } from "vitest";
import type { DrawingEdge, DrawingNode } from "../../parts/plant/types";
import { inLanes } from "./lanes";

const zone = (id: string, part: Partial<DrawingNode> = {}): DrawingNode => ({
  id,
  key: id,
  name: "",
  zoneKind: "control",
  assets: 0,
  achieved: [0, 0, 0, 0, 0, 0, 0],
  steps: 0,
  ...part,
});

const conduit = (from: string, to: string): DrawingEdge => ({
  id: from + to,
  key: from + to,
  name: "",
  from,
  to,
  direction: "both",
  achieved: [0, 0, 0, 0, 0, 0, 0],
  flows: 0,
});

describe("lanes", () => {
  it("keep the highest level on top and no zone on another, with inner zones inside", () => {
    const nodes = [
      ...Array.from({ length: 40 }, (_, i) => zone(`c${i}`)),
      zone("office", { zoneKind: "enterprise" }),
      zone("inner", { parent: "c0" }),
    ];
    const places = inLanes({ nodes, edges: [] });
    expect(places.size).toBe(nodes.length);
    const office = places.get("office");
    const around = places.get("c0");
    const inner = places.get("inner");
    if (!office || !around || !inner) throw new Error("a zone has no place");
    expect(inner.x).toBeGreaterThan(around.x);
    expect(inner.y + inner.h).toBeLessThan(around.y + around.h);
    const outer = [...places].filter(([id]) => id !== "inner").map(([, p]) => p);
    for (const [i, a] of outer.entries()) {
      expect(a === office || a.y > office.y).toBe(true);
      for (const b of outer.slice(i + 1)) {
        expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true);
      }
    }
    const width = Math.max(...outer.map((p) => p.x + p.w));
    const height = Math.max(...outer.map((p) => p.y + p.h));
    expect(width / height).toBeLessThan(4);
  });

  it("bring zones near the ones that a conduit joins them to", () => {
    const nodes = [
      ...["a", "b", "c", "d"].map((id) => zone(id, { zoneKind: "enterprise" })),
      ...["p", "q", "r", "s"].map((id) => zone(id)),
    ];
    const edges = [conduit("a", "s"), conduit("b", "r"), conduit("c", "q"), conduit("d", "p")];
    const places = inLanes({ nodes, edges });
    const apart = edges.reduce(
      (sum, e) => sum + Math.abs((places.get(e.from)?.x ?? 0) - (places.get(e.to)?.x ?? 0)),
      0,
    );
    expect(apart).toBeLessThan(800);
  });
});
