// The trace as the server tells it, and the columns in which the page draws it.

import { reading, url } from "../../api/api";

export interface TraceRef {
  kind: string;
  id: string;
}

/** One record of the chain. */
export interface TraceNode extends TraceRef {
  key: string;
  name?: string;
  state?: string;
  holds?: boolean | null;
  why: string;
  /** What is missing below it. */
  gap?: string;
  screen?: string;
  subject?: { kind: string; id: string };
  set?: string;
  requirement?: string;
  /** How many records it leads to, shown or not. */
  up: number;
  down: number;
}

/** Leads from what is nearer the risk to what it rests on. */
export interface TraceEdge {
  from: TraceRef;
  to: TraceRef;
  verb: string;
  back: string;
}

export interface TraceGraph {
  nodes: TraceNode[];
  edges: TraceEdge[];
  gaps: { at: TraceRef; text: string }[];
  cut?: string;
}

export const startKinds = ["scenario", "worst-case", "zone", "conduit", "target"] as const;
export type StartKind = (typeof startKinds)[number];

/** The columns of the chain, from the risk to what speaks against it. */
export const columns = ["risk", "target", "requirement", "part", "test", "evidence", "finding"] as const;
export type ColumnName = (typeof columns)[number];

const columnOf: Record<string, ColumnName> = {
  "worst-case": "risk",
  scenario: "risk",
  zone: "target",
  conduit: "target",
  target: "target",
  requirement: "requirement",
  countermeasure: "part",
  asset: "part",
  product: "part",
  claim: "part",
  certificate: "evidence",
  test: "test",
  evidence: "evidence",
  assessment: "finding",
  finding: "finding",
  xray: "finding",
};

export const traceOf = (site: string, kind: string, id: string, chain: boolean) =>
  reading<TraceGraph>(url`/sites/${site}/trace`, chain ? { kind, id, chain } : { kind, id, depth: 1 });

export const startsOf = (site: string, kind: string) =>
  reading<{ items: TraceNode[] }>(url`/sites/${site}/trace/starts`, { kind });

/** One name for a record in maps. */
export const nameOf = (r: TraceRef): string => `${r.kind} ${r.id}`;

export interface Neighbour {
  node: TraceNode;
  /** How the two belong together, read from the record that is looked at. */
  verb: string;
}

/** What a record serves and what it rests on, as far as the graph shows it. */
export function neighboursOf(g: TraceGraph, at: TraceRef): { up: Neighbour[]; down: Neighbour[] } {
  const nodes = new Map(g.nodes.map((n) => [nameOf(n), n]));
  const here = nameOf(at);
  const of = (ref: TraceRef, verb: string) => {
    const node = nodes.get(nameOf(ref));
    return node ? [{ node, verb }] : [];
  };
  return {
    up: g.edges.flatMap((e) => (nameOf(e.to) === here ? of(e.from, e.back) : [])),
    down: g.edges.flatMap((e) => (nameOf(e.from) === here ? of(e.to, e.verb) : [])),
  };
}

/** All that lies on a way through a record: what leads down to it and what it leads down to. */
export function wayThrough(g: TraceGraph, at: TraceRef): Set<string> {
  const way = new Set([nameOf(at)]);
  for (const [from, to] of [
    ["from", "to"],
    ["to", "from"],
  ] as const) {
    const queue = [nameOf(at)];
    const seen = new Set(queue);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const e of g.edges) {
        const to_ = nameOf(e[to]);
        if (nameOf(e[from]) !== next || seen.has(to_)) continue;
        seen.add(to_);
        way.add(to_);
        queue.push(to_);
      }
    }
  }
  return way;
}

/** The records of each column: what is on the way first, then what lacks something, then by key. */
export function drawn(g: TraceGraph, at: TraceRef, way: ReadonlySet<string>): Record<ColumnName, TraceNode[]> {
  const out = Object.fromEntries(columns.map((c) => [c, []])) as unknown as Record<ColumnName, TraceNode[]>;
  for (const n of g.nodes) out[columnOf[n.kind] ?? "finding"].push(n);
  const rank = (n: TraceNode) =>
    nameOf(n) === nameOf(at) ? 0 : (way.has(nameOf(n)) ? 1 : 3) + (n.gap || n.holds === false ? 0 : 1);
  for (const c of columns) {
    out[c].sort((a, b) => rank(a) - rank(b) || a.key.localeCompare(b.key, undefined, { numeric: true }));
  }
  return out;
}

/** Only what lacks something, and what leads there. */
export function lacking(g: TraceGraph): TraceGraph {
  const wanted = new Set<string>([nameOf(g.nodes[0] ?? { kind: "", id: "" })]);
  for (const n of g.nodes) if (n.gap) wayThrough(g, n).forEach((name) => wanted.add(name));
  return {
    ...g,
    nodes: g.nodes.filter((n) => wanted.has(nameOf(n))),
    edges: g.edges.filter((e) => wanted.has(nameOf(e.from)) && wanted.has(nameOf(e.to))),
  };
}
