// Which countermeasures the register shows.

import type { Search } from "../../router";
import type { Countermeasure } from "../../parts/risk/types";

export const kind = { name: "countermeasure", segment: "countermeasures" };

export interface Filter {
  layer: string;
  kind: string;
  state: string;
  zone: string; // that it protects or stands in
  search: string;
  sort: string;
}

export function textOf(search: Search, name: string): string {
  return [search[name]].flat()[0] ?? "";
}

export function filterOf(search: Search): Filter {
  const text = (name: string) => textOf(search, name);
  return {
    layer: text("layer"),
    kind: text("kind"),
    state: text("state"),
    zone: text("zone"),
    search: text("search"),
    sort: text("sort"),
  };
}

export function fits(m: Countermeasure, f: Filter): boolean {
  if (f.layer && m.layer !== f.layer) return false;
  if (f.kind && m.kind !== f.kind) return false;
  if (f.state && m.state !== f.state) return false;
  if (f.zone && !m.wholeSite && m.placedIn !== f.zone && !m.zones?.includes(f.zone)) return false;
  const text = [
    m.key,
    m.name,
    m.owner,
    m.description,
    ...(m.requirements ?? []),
    ...(m.dependencies ?? []).map((d) => d.name),
  ];
  const words = f.search.toLowerCase().split(/\s+/).filter(Boolean);
  const all = text.join(" ").toLowerCase();
  return words.every((w) => all.includes(w));
}

/** What a form begins with; a new measure is only proposed. */
export function blank(layer = "network", zone?: string): Countermeasure {
  return {
    id: "",
    version: 0,
    key: "",
    name: "",
    layer,
    kind: kindIn[layer] ?? "technical",
    state: "proposed",
    zones: zone ? [zone] : [],
  };
}

/** What a measure of a layer mostly is made of: only a start for the form. */
const kindIn: Record<string, string> = { "policy-people": "procedural", physical: "physical" };

/** A copy that is a record of its own. */
export function copyOf(m: Countermeasure, name: string): Countermeasure {
  return { ...m, id: "", version: 0, key: "", name, testedOn: undefined, evidence: undefined };
}
