// X-rays as the server tells them, and the filter that stands in the address.

import { infiniteQueryOptions } from "@tanstack/react-query";
import { get, keyOf, url, type Params } from "../../api/api";
import type { Page } from "../../api/types";
import { placeOf } from "../../parts/library/places";
import type { Search } from "../../router";
import { severities, states, type Finding, type FindingState, type Severity } from "../findings/findings";

export { severities, states };

export const areas = [
  "answers",
  "evidence",
  "measures",
  "inheritance",
  "hands",
  "levels",
  "maturity",
  "products",
  "parties",
  "assessments",
  "risks",
] as const;
export type Area = (typeof areas)[number];

export interface XRecord {
  kind: string;
  id: string;
  key: string;
}

/** A contradiction in the record. It is decided about as findings are. */
export interface XRay extends Finding {
  matters: string;
  area: Area;
  screen: string;
  /** What it is about; the first is the one to open. */
  records: XRecord[];
  set?: string;
  requirements?: string[];
}

export interface XRayRule {
  rule: string;
  title: string;
  area: Area;
  severity: Severity;
  clause: string;
  matters: string;
  open: number;
  total: number;
}

export interface XRayPage extends Page<XRay> {
  counts: {
    state: Record<FindingState, number>;
    severity: Partial<Record<Severity, number>>;
    area: Partial<Record<Area, number>>;
    rules: XRayRule[];
    overdue: number;
  };
}

export interface XRayFilter {
  search: string;
  sort: string;
  owner: string;
  record: string;
  overdue: boolean;
  area: string[];
  severity: string[];
  state: string[];
  rule: string[];
}

export const lists = ["area", "severity", "state", "rule"] as const;

const toDo: FindingState[] = ["open", "lapsed"];

export function filterOf(search: Search): XRayFilter {
  const text = (name: string) => [search[name]].flat()[0] ?? "";
  const list = (name: string) => [search[name] ?? []].flat();
  return {
    search: text("search"),
    sort: text("sort"),
    owner: text("owner"),
    record: text("record"),
    overdue: text("overdue") === "true",
    area: list("area"),
    severity: list("severity"),
    state: list("state"),
    rule: list("rule"),
  };
}

export function searchOf({ overdue, ...rest }: XRayFilter): Search {
  const kept = Object.entries(rest).filter(([, value]) => value.length > 0);
  return { ...Object.fromEntries(kept), ...(overdue && { overdue: "true" }) };
}

/** The filter as the server reads it: without a state, what something is to be done about. */
export function paramsOf(filter: XRayFilter): Params {
  return {
    ...(searchOf(filter) as Params),
    sort: filter.sort || "area",
    state: filter.state.length > 0 ? filter.state : toDo,
  };
}

export function narrowed(f: XRayFilter): boolean {
  return f.search !== "" || f.owner !== "" || f.record !== "" || f.overdue || lists.some((name) => f[name].length > 0);
}

/** The X-rays that a filter finds, read page by page. */
export function xraysOf(site: string, filter: XRayFilter) {
  const path = url`/sites/${site}/xrays`;
  const params = paramsOf(filter);
  return infiniteQueryOptions({
    queryKey: [...keyOf(path, params), "pages"],
    queryFn: ({ pageParam, signal }) => get<XRayPage>(path, { ...params, after: pageParam, limit: 100 }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
}

/** Where an X-ray is mended: beside its first record. */
export function mendPlace(site: string, x: XRay) {
  const first = x.records[0];
  if (!first || x.state === "resolved") return undefined;
  const subject = first.kind === "answer" ? x.records[1] : undefined;
  return placeOf(site, { ...first, screen: x.screen, subject, set: x.set, requirement: x.requirements?.[0] });
}

/** The X-rays by area in the order of the areas; in one group where another order is asked for. */
export function grouped(xrays: XRay[], sort: string): { area: Area | undefined; xrays: XRay[] }[] {
  if (sort !== "" && sort !== "area") return [{ area: undefined, xrays }];
  const by = new Map<Area, XRay[]>();
  for (const x of xrays) by.set(x.area, [...(by.get(x.area) ?? []), x]);
  return [...by].map(([area, of]) => ({ area, xrays: of }));
}

/** The records that an X-ray is about, each once; an answer and its subject are one place. */
export function aboutOf(x: XRay): XRecord[] {
  const seen = new Set<string>();
  return x.records.filter((r) => {
    const name = `${r.kind} ${r.id}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
