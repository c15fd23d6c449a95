import { describe, expect, it } from "vitest";
import { storedPlaces } from "./places";
import type { DrawingNode } from "./types";

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

describe("places of zones", () => {
  it("are computed anew only when no zone has one", () => {
    expect(storedPlaces({ nodes: [zone("a"), zone("b")], edges: [] })).toBeUndefined();
  });

  it("do not move what stands when a zone was added", () => {
    const a = { x: 10, y: 20, w: 200, h: 100 };
    const places = storedPlaces({ nodes: [zone("a", { place: a }), zone("new")], edges: [] });
    expect(places?.get("a")).toEqual(a);
    expect(places?.get("new")?.y).toBeGreaterThanOrEqual(120);
  });

  it("let a zone grow around one that was added to it", () => {
    const outer = { x: 0, y: 0, w: 200, h: 100 };
    const places = storedPlaces({
      nodes: [zone("outer", { place: outer }), zone("inner", { parent: "outer" })],
      edges: [],
    });
    const inner = places?.get("inner");
    const grown = places?.get("outer");
    expect(inner && grown && inner.y + inner.h < grown.y + grown.h && inner.x + inner.w < grown.x + grown.w).toBe(true);
    expect(outer.h).toBe(100);
  });
});
