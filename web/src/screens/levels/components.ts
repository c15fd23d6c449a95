// What is installed: assets with the product that each is, and products that could be made of those without.

import { queryOptions } from "@tanstack/react-query";
import { get, keyOf, url } from "../../api/api";
import type { Page } from "../../api/types";
import type { ComponentRow } from "../../parts/library/supply";
import type { ComponentType } from "../../parts/library/types";

export interface Installed extends ComponentRow {
  vendor?: string;
  model?: string;
  types: ComponentType[];
  product?: string;
  claimed: boolean;
  requirements: number;
  holding: number;
}

export const componentsPath = (site: string) => url`/sites/${site}/components`;

/** How many assets have no product. */
export const unmatchedCount = (site: string, zone: string | undefined) =>
  queryOptions({
    queryKey: [...keyOf(componentsPath(site)), "unmatched", zone ?? ""],
    queryFn: async ({ signal }) =>
      (await get<Page<Installed>>(componentsPath(site), { zone, unmatched: true, limit: 1 }, signal)).total ?? 0,
  });

/** All assets without a product. */
export const unmatchedOf = (site: string, zone: string | undefined) =>
  queryOptions({
    queryKey: [...keyOf(componentsPath(site)), "unmatched", zone ?? "", "whole"],
    queryFn: async ({ signal }) => {
      const items: Installed[] = [];
      let after: string | undefined;
      do {
        const page: Page<Installed> = await get(
          componentsPath(site),
          { zone, unmatched: true, limit: 200, after },
          signal,
        );
        items.push(...page.items);
        after = page.next || undefined;
      } while (after);
      return items;
    },
  });

/** A product that could be made, and the assets that it would stand for. */
export interface Draft {
  id: string;
  vendor: string;
  model: string;
  release: string;
  types: ComponentType[];
  assets: Installed[];
  /** Key of the product of another firmware. */
  near?: string;
}

/** One product for each vendor, model and, where asked for, firmware; and what says too little for one. */
export function drafts(assets: Installed[], byRelease: boolean): { made: Draft[]; left: Installed[] } {
  const made = new Map<string, Draft>();
  const left: Installed[] = [];
  for (const a of assets) {
    const vendor = a.vendor?.trim() ?? "";
    const model = a.model?.trim() ?? "";
    const release = byRelease ? (a.firmware?.trim() ?? "") : "";
    if (!vendor || !model) {
      left.push(a);
      continue;
    }
    const id = [vendor, model, release].map(folded).join("\n");
    const draft = made.get(id) ?? { id, vendor, model, release, types: [], assets: [], near: a.match.nearKey };
    draft.assets.push(a);
    draft.types = [...new Set([...draft.types, ...a.types])];
    made.set(id, draft);
  }
  return {
    made: [...made.values()].sort(
      (a, b) => b.assets.length - a.assets.length || a.id.localeCompare(b.id, undefined, { numeric: true }),
    ),
    left,
  };
}

/** How names are compared: the server does not mind case, width, blanks and signs either. */
function folded(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, "");
}
