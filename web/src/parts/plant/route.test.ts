import { describe, expect, it } from "vitest";
import type { Point } from "./orthogonal";
import type { Places } from "./places";
import { neighbour, pathOf, routes, sides } from "./route";
import type { DrawingEdge, Place } from "./types";

const place = (x: number, y: number, w = 200, h = 100): Place => ({ x, y, w, h });
const conduit = (id: string, from: string, to: string): DrawingEdge => ({
  id,
  key: id,
  name: "",
  from,
  to,
  direction: "both",
  achieved: [0, 0, 0, 0, 0, 0, 0],
  flows: 0,
});

function passesThrough(points: Point[], p: Place): boolean {
  return points.slice(1).some((b, i) => {
    const a = points[i] ?? b;
    return (
      Math.max(a.x, b.x) > p.x &&
      Math.min(a.x, b.x) < p.x + p.w &&
      Math.max(a.y, b.y) > p.y &&
      Math.min(a.y, b.y) < p.y + p.h
    );
  });
}

describe("the line of a conduit", () => {
  it("goes around a zone that stands in the way", () => {
    const places: Places = new Map([
      ["top", place(0, 0)],
      ["middle", place(0, 200)],
      ["bottom", place(0, 400)],
    ]);
    const way = routes([conduit("C", "top", "bottom")], places).get("C");
    expect(way).toBeDefined();
    expect(passesThrough(way?.points ?? [], place(0, 200))).toBe(false);
    const quick = routes([conduit("C", "top", "bottom")], places, true).get("C");
    expect(passesThrough(quick?.points ?? [], place(0, 200))).toBe(true);
  });

  it("is straight where nothing stands in the way", () => {
    const places: Places = new Map([
      ["a", place(0, 0)],
      ["b", place(0, 300)],
    ]);
    expect(routes([conduit("C", "a", "b")], places).get("C")?.points).toEqual([
      { x: 100, y: 100, side: "bottom" },
      { x: 100, y: 300, side: "top" },
    ]);
  });

  it("leaves the zone that its end lies in", () => {
    const places: Places = new Map([
      ["outer", place(0, 0, 400, 400)],
      ["inner", place(100, 150)],
      ["other", place(700, 150)],
    ]);
    const points = routes([conduit("C", "inner", "other")], places).get("C")?.points ?? [];
    expect(points.at(0)).toMatchObject({ x: 300 });
    expect(points.at(-1)).toMatchObject({ x: 700 });
  });

  it("is apart from a second conduit between the same zones", () => {
    const places: Places = new Map([
      ["a", place(0, 0)],
      ["b", place(0, 300)],
    ]);
    const way = routes([conduit("C1", "a", "b"), conduit("C2", "a", "b")], places);
    expect(way.get("C1")?.points[0]?.x).not.toBe(way.get("C2")?.points[0]?.x);
    expect(way.get("C1")?.label).not.toEqual(way.get("C2")?.label);
  });

  it("is left out when one of its zones is not drawn", () => {
    expect(routes([conduit("C", "a", "gone")], new Map([["a", place(0, 0)]])).size).toBe(0);
  });

  it("docks where zones face each other", () => {
    expect(sides(place(0, 0), place(500, 20))).toEqual(["right", "left"]);
    expect(sides(place(0, 500), place(40, 0))).toEqual(["top", "bottom"]);
    expect(sides(place(0, 0, 900, 900), place(50, 50))).toEqual(["right", "right"]);
  });

  it("has rounded corners", () => {
    expect(
      pathOf([
        { x: 0, y: 0 },
        { x: 100, y: 0 },
        { x: 100, y: 80 },
      ]),
    ).toBe("M0 0L91 0Q100 0 100 9L100 80");
  });
});

describe("arrow keys on the drawing", () => {
  const places: Places = new Map([
    ["here", place(300, 300)],
    ["right", place(600, 320)],
    ["far right", place(900, 300)],
    ["below", place(310, 600)],
  ]);

  it("go to the nearest zone in their direction", () => {
    expect(neighbour(places, "here", "ArrowRight")).toBe("right");
    expect(neighbour(places, "here", "ArrowDown")).toBe("below");
    expect(neighbour(places, "far right", "ArrowLeft")).toBe("right");
  });

  it("stay where nothing follows", () => {
    expect(neighbour(places, "here", "ArrowUp")).toBeUndefined();
  });
});
