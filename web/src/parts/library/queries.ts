// What the screens of the library read, each named once so that all share the answers.

import { queryOptions } from "@tanstack/react-query";
import { get, keyOf, reading, url } from "../../api/api";
import type { Page } from "../../api/types";
import type {
  Crosswalk,
  CrosswalkSummary,
  Freshness,
  Glossary,
  LicensedText,
  RequirementSet,
  SeriesPack,
  SetSummary,
} from "./types";

/** What comes with the program changes only with the program. */
const carried = { staleTime: Infinity };

export const seriesQuery = { ...reading<SeriesPack>("/catalog/series"), ...carried };
export const glossaryQuery = { ...reading<Glossary>("/catalog/glossary"), ...carried };
export const setsQuery = reading<Page<SetSummary>>("/catalog/sets");
export const setQuery = (set: string) => reading<RequirementSet>(url`/catalog/sets/${set}`);
export const crosswalksQuery = reading<Page<CrosswalkSummary>>("/catalog/crosswalks");
export const crosswalkQuery = (id: string) => reading<Crosswalk>(url`/catalog/crosswalks/${id}`);
export const textsQuery = (set: string) => reading<Page<LicensedText>>(url`/catalog/sets/${set}/texts`);
export const freshnessQuery = whole<Freshness>("/freshness");

/** Reads all pages of a list that is short enough to be shown as a whole. */
export function whole<T>(path: string, params?: Record<string, string | undefined>) {
  return queryOptions({
    queryKey: [...keyOf(path, params), "whole"],
    queryFn: async ({ signal }) => {
      const items: T[] = [];
      let after: string | undefined;
      do {
        const page: Page<T> = await get<Page<T>>(path, { ...params, limit: 200, after }, signal);
        items.push(...(page.items ?? []));
        after = page.next || undefined;
      } while (after);
      return items;
    },
  });
}
