// What the screen of the criteria asks the server.

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { keyOf, reading, send, url } from "../../api/api";
import type { Page } from "../../api/types";
import type { Criteria } from "../../parts/risk/types";
import type { Part } from "./lines";

export const criteriaKind = { name: "criteria", segment: "criteria" };

export interface Reach {
  band: string;
  name: string;
  cells: number;
  of: number;
  products: number[];
  raised: boolean;
  why: string;
}

export interface Remark {
  pointer: string;
  text: string;
}

/** What criteria amount to before they are signed. */
export interface Look {
  problems: Remark[];
  warnings: Remark[];
  reachable: Reach[];
}

/** The presets do not change while the program runs. */
export const presetsOf = (site: string) => ({
  ...reading<Page<Criteria>>(url`/sites/${site}/criteria/presets`),
  staleTime: Infinity,
});

export function checking(site: string, draft: Criteria) {
  const path = url`/sites/${site}/criteria/check`;
  return queryOptions({
    queryKey: [...keyOf(path), draft],
    queryFn: () => send<Look>("POST", path, draft),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
}

/** Those that were signed last. */
export function inForceOf(all: Criteria[]): Criteria | undefined {
  return all
    .filter((c) => c.signed)
    .sort((a, b) => (b.signed?.at ?? "").localeCompare(a.signed?.at ?? "") || b.id.localeCompare(a.id))[0];
}

const places: [prefix: string, part: Part][] = [
  ["matrix", "matrix"],
  ["bands", "bands"],
  ["authorities", "bands"],
  ["consequences", "scales"],
  ["categories", "scales"],
  ["likelihoods", "likelihood"],
  ["overrides", "overrides"],
  ["targets", "targets"],
];

/** The part of the editor in which a field stands, by its path: "bands.1.authority". */
export function partOf(path: string): Part {
  return places.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`))?.[1] ?? "general";
}
