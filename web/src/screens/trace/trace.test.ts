import { describe, expect, it } from "vitest";
import { drawn, lacking, nameOf, neighboursOf, wayThrough, type TraceGraph, type TraceNode } from "./trace";

const node = (kind: string, id: string, more: Partial<TraceNode> = {}): TraceNode => ({
  kind,
  id,
  key: id,
  why: "",
  up: 0,
  down: 0,
  ...more,
});
const edge = (from: TraceNode, to: TraceNode) => ({ from, to, verb: "is shown by", back: "shows" });

const scenario = node("scenario", "SC-1");
const target = node("target", "T-1");
const met = node("requirement", "SR 1.1", { holds: true });
const open = node("requirement", "SR 2.1", { gap: "No evidence for SR 2.1.", holds: false });
const proof = node("evidence", "EV-1");
const graph: TraceGraph = {
  nodes: [scenario, target, met, open, proof],
  edges: [edge(scenario, target), edge(target, met), edge(target, open), edge(met, proof)],
  gaps: [{ at: open, text: "No evidence for SR 2.1." }],
};

describe("the trace", () => {
  it("reads an edge down from the risk and back up from the proof", () => {
    const { up, down } = neighboursOf(graph, met);
    expect(up.map((n) => [n.verb, n.node.id])).toEqual([["shows", "T-1"]]);
    expect(down.map((n) => [n.verb, n.node.id])).toEqual([["is shown by", "EV-1"]]);
  });

  it("has on the way through a proof what rests on it, and nothing beside", () => {
    expect([...wayThrough(graph, proof)].sort()).toEqual([proof, met, target, scenario].map(nameOf).sort());
  });

  it("has on the way through a risk all that holds it down", () => {
    expect(wayThrough(graph, scenario).size).toBe(5);
  });

  it("draws what lacks something before what holds", () => {
    expect(drawn(graph, scenario, wayThrough(graph, scenario)).requirement.map((n) => n.id)).toEqual([
      "SR 2.1",
      "SR 1.1",
    ]);
  });

  it("keeps of the whole only the ways to what lacks something", () => {
    expect(lacking(graph).nodes.map((n) => n.id)).toEqual(["SC-1", "T-1", "SR 2.1"]);
    expect(lacking(graph).edges).toHaveLength(2);
  });
});
