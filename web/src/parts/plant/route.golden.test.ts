import { describe, expect, it } from "vitest";
import golden from "../../../../internal/report/testdata/routes.json";
import { storedPlaces } from "./places";
import { routes } from "./route";
import type { DrawingEdge, DrawingNode, Place } from "./types";

// The pictures in reports are drawn by the server (internal/report). Both it
// and the app are held to the same file, so that neither drifts from the other.

interface Case {
  says: string;
  zones: { id: string; parent?: string; place?: Place }[];
  conduits: { id: string; from: string; to: string }[];
  crowd?: number;
  places: ({ id: string } & Place)[];
  routes: { id: string; points: [number, number][]; label: [number, number] }[];
}

const achieved: DrawingNode["achieved"] = [0, 0, 0, 0, 0, 0, 0];

describe("the server draws as the app does:", () => {
  it.each(golden as unknown as Case[])("$says", (c) => {
    const far = Array.from({ length: c.crowd ?? 0 }, (_, i) => ({
      id: `crowd ${i}`,
      place: { x: 5000, y: i * 200, w: 232, h: 128 },
    }));
    const nodes = [...c.zones, ...far].map((z): DrawingNode => ({
      key: z.id,
      name: "",
      zoneKind: "control",
      assets: 0,
      achieved,
      steps: 0,
      ...z,
    }));
    const edges = c.conduits.map((e): DrawingEdge => ({
      key: e.id,
      name: "",
      direction: "both",
      achieved,
      flows: 0,
      ...e,
    }));
    const places = storedPlaces({ nodes, edges }) ?? new Map<string, Place>();
    expect(c.zones.map(({ id }) => ({ id, ...places.get(id) }))).toEqual(c.places);
    const ways = [...routes(edges, places)].map(([id, { points, label }]) => ({
      id,
      points: points.map((p) => [p.x, p.y]),
      label: [label.x, label.y],
    }));
    expect(ways.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(c.routes);
  });
});
