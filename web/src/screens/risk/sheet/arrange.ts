// Which rows are shown, and in which order.

import type { Search } from "../../../router";
import type { Scenario, ScenarioResult } from "../../../parts/risk/types";
import { text, texts } from "../../../parts/search";
import { columns } from "./columns";
import type { Lookup } from "./lookup";

export interface SheetFilter {
  search: string;
  node: string;
  band: string[];
  flag: string[];
  owner: string;
  above: boolean;
  hackable: boolean;
  sort: string;
}

export function filterOf(search: Search): SheetFilter {
  return {
    search: text(search.search),
    node: text(search.node),
    band: texts(search.band),
    flag: texts(search.flag),
    owner: text(search.owner),
    above: text(search.above) === "1",
    hackable: text(search.hackable) === "1",
    sort: text(search.sort),
  };
}

/** The filter as it stands in the address. */
export function searchOf(f: SheetFilter): Search {
  return {
    search: f.search || undefined,
    node: f.node || undefined,
    band: f.band.length > 0 ? f.band : undefined,
    flag: f.flag.length > 0 ? f.flag : undefined,
    owner: f.owner || undefined,
    above: f.above ? "1" : undefined,
    hackable: f.hackable ? "1" : undefined,
    sort: f.sort || undefined,
  };
}

export function narrowed(f: SheetFilter): boolean {
  return (
    f.search !== "" || f.node !== "" || f.owner !== "" || f.band.length + f.flag.length > 0 || f.above || f.hackable
  );
}

/** The band that stands for "not rated". */
export const unrated = "none";

export function arrange(
  scenarios: Scenario[],
  results: Map<string, ScenarioResult>,
  f: SheetFilter,
  look: Lookup,
): Scenario[] {
  const wanted = f.search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const found = scenarios.filter((s) => {
    const r = results.get(s.id);
    if (f.node && s.zone !== f.node && s.conduit !== f.node) return false;
    if (f.owner && (s.owner ?? "") !== f.owner) return false;
    if (f.band.length > 0 && !f.band.includes(r?.residual.band ?? unrated)) return false;
    if (f.flag.length > 0 && !r?.flags.some((x) => f.flag.includes(x.code))) return false;
    if (f.above && (r === undefined || r.tolerable || r.opportunity)) return false;
    if (f.hackable && !r?.hackable) return false;
    return wanted.length === 0 || contains(s, look, wanted);
  });
  const by = sorter(f.sort.replace(/^-/, ""), results, look);
  if (!by) return found;
  const turn = f.sort.startsWith("-") ? -1 : 1;
  return found
    .map((s) => ({ s, by: by(s) }))
    .sort((a, b) => turn * compare(a.by, b.by))
    .map((x) => x.s);
}

function contains(s: Scenario, look: Lookup, wanted: string[]): boolean {
  const all = columns
    .map((c) => c.read(s, look))
    .join(" ")
    .toLowerCase();
  return wanted.every((w) => all.includes(w));
}

function sorter(
  id: string,
  results: Map<string, ScenarioResult>,
  look: Lookup,
): ((s: Scenario) => string | number) | undefined {
  switch (id) {
    case "unmitigated":
    case "existing":
    case "residual":
      return (s) => results.get(s.id)?.[id].rank ?? -1;
    case "tolerable":
      return (s) => Number(results.get(s.id)?.tolerable ?? false);
    case "flags":
      return (s) => results.get(s.id)?.flags.length ?? 0;
    case "acceptance":
      return (s) => results.get(s.id)?.acceptance.until ?? "";
    case "safeguards":
      return (s) => s.safeguards?.length ?? 0;
  }
  const column = columns.find((c) => c.id === id);
  return column && ((s) => column.read(s, look));
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}
