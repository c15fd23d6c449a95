import { describe, expect, it } from "vitest";
import type { DrawingNode } from "../../parts/plant/types";
import { graphOf, placesOf, rows } from "./layout";

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

describe("the layout of the drawing", () => {
  it("puts the highest Purdue level on top, and guesses it from the kind where none is given", () => {
    const row = rows([zone("line"), zone("office", { zoneKind: "enterprise" }), zone("dmz", { purdue: "3.5" })]);
    expect([row.get("office"), row.get("dmz"), row.get("line")]).toEqual([0, 1, 2]);
  });

  it("nests a zone in its parent, but not in one that may not be seen", () => {
    const graph = graphOf({
      nodes: [zone("a"), zone("b", { parent: "a" }), zone("c", { parent: "hidden" })],
      edges: [],
    });
    expect(graph.children?.map((n) => n.id)).toEqual(["a", "c"]);
    expect(graph.children?.[0]?.children?.map((n) => n.id)).toEqual(["b"]);
  });

  it("counts places from the corner of the drawing, not of the parent", () => {
    const places = placesOf({
      id: "site",
      children: [
        {
          id: "a",
          x: 100,
          y: 50,
          width: 400,
          height: 300,
          children: [{ id: "b", x: 20, y: 130, width: 200, height: 100 }],
        },
      ],
    });
    expect(places.get("b")).toEqual({ x: 120, y: 180, w: 200, h: 100 });
  });
});
