import { describe, expect, it } from "vitest";
import type { Places } from "../../parts/plant/places";
import type { Drawing, DrawingNode } from "../../parts/plant/types";
import { chipsIn, dropped, nextKey, rectangle, zoneAt } from "./geometry";

const zone = (id: string, parent?: string): DrawingNode => ({
  id,
  key: id,
  name: "",
  zoneKind: "control",
  parent,
  assets: 0,
  achieved: [0, 0, 0, 0, 0, 0, 0],
  steps: 0,
});

const drawing: Drawing = { nodes: [zone("hall"), zone("cell", "hall"), zone("office")], edges: [] };
const places: Places = new Map([
  ["hall", { x: 0, y: 0, w: 600, h: 500 }],
  ["cell", { x: 40, y: 200, w: 232, h: 128 }],
  ["office", { x: 800, y: 0, w: 232, h: 128 }],
]);

describe("dropping on the drawing", () => {
  it("finds the innermost zone at a spot", () => {
    expect(zoneAt(places, { x: 100, y: 250 })).toBe("cell");
    expect(zoneAt(places, { x: 500, y: 250 })).toBe("hall");
    expect(zoneAt(places, { x: 700, y: 250 })).toBeUndefined();
  });

  it("puts a zone into the one that its middle lies in, below the heading", () => {
    const moved: Places = new Map([["office", { x: 300, y: 20, w: 232, h: 128 }]]);
    const { parent, places: at } = dropped(drawing, places, moved, "office");
    expect(parent).toBe("hall");
    expect(at.get("office")).toEqual({ x: 300, y: 132, w: 232, h: 128 });
  });

  it("takes a zone out of the one around it", () => {
    const moved: Places = new Map([["cell", { x: 900, y: 300, w: 232, h: 128 }]]);
    expect(dropped(drawing, places, moved, "cell")).toEqual({ places: moved, parent: "" });
  });

  it("leaves the zone around alone when a zone only moves within it, and never puts a zone into itself", () => {
    const within: Places = new Map([["cell", { x: 60, y: 220, w: 232, h: 128 }]]);
    expect(dropped(drawing, places, within, "cell").parent).toBeUndefined();
    const whole: Places = new Map([
      ["hall", { x: 10, y: 10, w: 600, h: 500 }],
      ["cell", { x: 50, y: 210, w: 232, h: 128 }],
    ]);
    expect(dropped(drawing, places, whole, "hall").parent).toBeUndefined();
  });

  it("draws a rectangle from any corner, large enough for a zone", () => {
    expect(rectangle({ x: 500, y: 400 }, { x: 100, y: 350 })).toEqual({ x: 100, y: 350, w: 400, h: 128 });
  });

  it("proposes the next free key", () => {
    expect(nextKey("Z", ["Z-01", "z-02", "X-03"])).toBe("Z-03");
  });

  it("shows more assets in a larger zone", () => {
    expect(chipsIn({ w: 232, h: 98 })).toBe(0);
    expect(chipsIn({ w: 232, h: 128 })).toBe(2);
    expect(chipsIn({ w: 500, h: 300 })).toBeGreaterThan(20);
  });
});
