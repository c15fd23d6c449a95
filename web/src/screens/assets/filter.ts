import type { Params } from "../../api/api";
import type { Search } from "../../router";

/** The facets that the asset list is filtered by; different ones narrow each other. */
export const facets = ["zone", "type", "role", "vendor", "criticality", "owner"] as const;
export type FacetName = (typeof facets)[number];

export type AssetFilter = { search: string; sort: string } & Record<FacetName, string[]>;

/** The value that stands for "in no zone". */
export const noZone = "none";

export function filterOf(search: Search): AssetFilter {
  const text = (name: string) => [search[name]].flat()[0] ?? "";
  const list = (name: string) => [search[name] ?? []].flat();
  return {
    search: text("search"),
    sort: text("sort"),
    zone: list("zone"),
    type: list("type"),
    role: list("role"),
    vendor: list("vendor"),
    criticality: list("criticality"),
    owner: list("owner").slice(0, 1), // the server takes one owner
  };
}

/** The filter as it stands in the address. */
export function searchOf(filter: AssetFilter): Search {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value.length > 0));
}

/** The filter as the list reads it. */
export function paramsOf(filter: AssetFilter): Params {
  return searchOf(filter) as Params;
}

/** The filter as a bulk change reads it: numbers as numbers, and no order. */
export function choiceOf({ search, criticality, owner, zone, type, role, vendor }: AssetFilter) {
  return {
    ...(search && { search }),
    ...(zone.length && { zone }),
    ...(type.length && { type }),
    ...(role.length && { role }),
    ...(vendor.length && { vendor }),
    ...(criticality.length && { criticality: criticality.map(Number) }),
    ...(owner[0] && { owner: owner[0] }),
  };
}

export function narrowed(filter: AssetFilter): boolean {
  return filter.search !== "" || facets.some((name) => filter[name].length > 0);
}

/** The order after a click on a column's head: up, down, then as stored. */
export function nextSort(sort: string, column: string): string {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? "" : column;
}
