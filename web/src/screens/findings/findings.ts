// Findings as the server tells them, and the filter that stands in the address.

import { linkOptions } from "@tanstack/react-router";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { get, keyOf, url, type Params } from "../../api/api";
import type { Page } from "../../api/types";
import type { Search } from "../../router";

export type Severity = "high" | "medium" | "low";
export type FindingState = "open" | "lapsed" | "accepted" | "resolved";

export const severities: Severity[] = ["high", "medium", "low"];
export const states: FindingState[] = ["open", "lapsed", "accepted", "resolved"];

/** What is shown when the address names no state: what something is to be done about. */
const toDo: FindingState[] = ["open", "lapsed"];

export interface Acceptance {
  justification: string;
  by: string;
  on: string;
  until: string;
}

export interface FindingDecision {
  id?: string;
  version?: number;
  owner?: string;
  due?: string;
  note?: string;
  accepted?: Acceptance | null;
  finding?: { text: string } | null;
}

export interface Finding {
  id: string;
  rule: string;
  severity: Severity;
  clause?: string;
  title: string;
  kind: string;
  record?: string;
  key: string;
  text: string;
  mend: string;
  state: FindingState;
  why?: string;
  overdue?: boolean;
  decision?: FindingDecision | null;
}

export interface FindingCounts {
  state: Record<FindingState, number>;
  severity: Partial<Record<Severity, number>>;
  kind: Record<string, number>;
  rules: { rule: string; title: string; severity: Severity; clause: string; open: number; total: number }[];
  overdue: number;
}

export interface FindingPage extends Page<Finding> {
  counts: FindingCounts;
}

export interface FindingFilter {
  search: string;
  sort: string;
  owner: string;
  overdue: boolean;
  severity: string[];
  state: string[];
  rule: string[];
  kind: string[];
}

export const lists = ["severity", "state", "rule", "kind"] as const;

export function filterOf(search: Search): FindingFilter {
  const text = (name: string) => [search[name]].flat()[0] ?? "";
  const list = (name: string) => [search[name] ?? []].flat();
  return {
    search: text("search"),
    sort: text("sort"),
    owner: text("owner"),
    overdue: text("overdue") === "true",
    severity: list("severity"),
    state: list("state"),
    rule: list("rule"),
    kind: list("kind"),
  };
}

/** The filter as it stands in the address. */
export function searchOf(filter: FindingFilter): Search {
  const { overdue, ...rest } = filter;
  const kept = Object.entries(rest).filter(([, value]) => value.length > 0);
  return { ...Object.fromEntries(kept), ...(overdue && { overdue: "true" }) };
}

/** The filter as the server reads it. */
export function paramsOf(filter: FindingFilter): Params {
  return { ...(searchOf(filter) as Params), state: filter.state.length > 0 ? filter.state : toDo };
}

export function narrowed(f: FindingFilter): boolean {
  return f.search !== "" || f.owner !== "" || f.overdue || lists.some((name) => f[name].length > 0);
}

export const pageSize = 100;

/** The findings that a filter finds, read page by page. */
export function findingsOf(site: string, filter: FindingFilter) {
  const path = url`/sites/${site}/findings`;
  const params = paramsOf(filter);
  return infiniteQueryOptions({
    queryKey: [...keyOf(path, params), "pages"],
    queryFn: ({ pageParam, signal }) =>
      get<FindingPage>(path, { ...params, after: pageParam, limit: pageSize }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
}

/** The address of the record that a finding is about; nothing for a kind without a screen of its own. */
export function recordLink(site: string, f: Pick<Finding, "kind" | "record" | "key" | "state">) {
  const params = { site };
  const id = f.record;
  if (!id) return undefined;
  switch (f.kind) {
    case "asset":
      return linkOptions({ to: "/sites/$site/assets", params, search: { asset: id } });
    case "zone":
      return linkOptions({ to: "/sites/$site/zones", params, search: { edit: id } });
    case "conduit":
      return linkOptions({ to: "/sites/$site/zones", params, search: { tab: "conduits", edit: id } });
    case "answer": {
      const kind = f.key.split(" ", 1)[0] ?? "site";
      return linkOptions({ to: "/sites/$site/requirements/$kind/$id", params: { site, kind, id } });
    }
    case "scenario":
      return linkOptions({ to: "/sites/$site/risk", params, search: { search: f.key } });
    case "system":
      return linkOptions({ to: "/sites/$site/scope", params, search: { system: id } });
    case "function":
    case "assumption":
    case "environment":
      return linkOptions({ to: "/sites/$site/scope", params, search: { tab: `${f.kind}s`, open: id } });
    case "criteria":
      return linkOptions({ to: "/sites/$site/criteria", params, search: { show: id } });
    default:
      return undefined;
  }
}
