// Which parts of the series are shown, and how they are found.

import type { Party } from "../../../api/types";
import { holds } from "../../../parts/library/catalogue";
import type { Reference, SeriesPack, Standard } from "../../../parts/library/types";

/** All standards of the pack, the parts first. */
export const standardsOf = (s: SeriesPack): Standard[] => [...s.parts, ...s.related];

/** "3-3" for the part IEC 62443-3-3; a standard beside the series keeps its name. */
export const shortName = (id: string) => id.replace(/^IEC 62443-/, "");

/**
 * Whether a standard is what was searched for. A number of the series finds its
 * one part, whoever's number it is: "ISA-62443-3-3", "ISA-99.03.03", "62443-3-3:2013".
 */
export function isFound(s: Standard, search: string): boolean {
  const wanted = search.trim();
  if (!wanted) return true;
  const part = /62443\s*-?\s*([1-6]-[1-9x])/i.exec(wanted) ?? /^([1-6]-[1-9x])$/i.exec(wanted);
  if (part?.[1]) return s.id.toLowerCase() === `iec 62443-${part[1].toLowerCase()}`;
  const names = [s.id, s.isa ?? "", ...(s.names ?? [])];
  if (names.some((n) => n && folded(n).includes(folded(wanted)))) return true;
  return holds(`${s.title} ${s.then?.title ?? ""} ${s.about} ${s.use ?? ""} ${s.committee ?? ""}`, wanted);
}

const folded = (name: string) => name.toUpperCase().replace(/[^A-Z0-9]/g, "") || "\u0000";

/** Whether a standard speaks to one of the parties. Those that name none speak to whoever reads them. */
export function concerns(s: Standard, parties: Party[]): boolean {
  const roles = s.roles ?? [];
  if (roles.length === 0 || roles.includes("all")) return true;
  return parties.some((p) => roles.includes(p));
}

export type ForWhom = "mine" | "all" | Party;

/** Whose parts are shown: what the address says, else those of the organisation where it says what it is. */
export function forWhom(address: string, own: Party[]): ForWhom {
  if (
    address === "all" ||
    address === "asset-owner" ||
    address === "service-provider" ||
    address === "product-supplier"
  )
    return address;
  return own.length > 0 ? "mine" : "all";
}

export function fitsParty(s: Standard, whom: ForWhom, own: Party[]): boolean {
  if (whom === "all") return true;
  return concerns(s, whom === "mine" ? own : [whom]);
}

/** The edges at a standard, those that begin there first. */
export function edgesAt(s: SeriesPack, id: string): Reference[] {
  return [...s.references.filter((r) => r.from === id), ...s.references.filter((r) => r.to === id)];
}

/** The year in which a part came out, for a line that has little room. */
export const yearOf = (s: Standard) => s.published?.slice(0, 4);

/** Where on the screens the program uses what a part asks for. */
export type Use = { at: "site"; to: SiteScreen } | { at: "glossary" } | { at: "sets" } | { at: "page"; to: OrgScreen };
export type SiteScreen = "levels" | "zones" | "scope" | "risk" | "countermeasures" | "assets" | "program" | "evidence";
export type OrgScreen = "products" | "exchange";

const uses: Record<string, Use[]> = {
  "IEC 62443-1-1": [{ at: "glossary" }, { at: "site", to: "zones" }],
  "IEC 62443-1-2": [{ at: "glossary" }],
  "IEC 62443-1-3": [{ at: "site", to: "levels" }],
  "IEC 62443-1-4": [{ at: "site", to: "scope" }],
  "IEC 62443-1-5": [{ at: "sets" }],
  "IEC 62443-1-6": [{ at: "site", to: "scope" }],
  "IEC 62443-2-1": [{ at: "site", to: "program" }],
  "IEC 62443-2-2": [{ at: "site", to: "levels" }],
  "IEC 62443-2-3": [{ at: "site", to: "assets" }],
  "IEC 62443-2-4": [{ at: "page", to: "products" }],
  "IEC 62443-2-5": [{ at: "sets" }],
  "IEC 62443-3-1": [{ at: "site", to: "countermeasures" }],
  "IEC 62443-3-2": [
    { at: "site", to: "scope" },
    { at: "site", to: "risk" },
  ],
  "IEC 62443-3-3": [{ at: "site", to: "levels" }],
  "IEC 62443-4-1": [{ at: "page", to: "products" }],
  "IEC 62443-4-2": [{ at: "page", to: "products" }],
  "IEC 62443-5-x": [{ at: "sets" }],
  "IEC 62443-6-1": [{ at: "site", to: "evidence" }],
  "IEC 62443-6-2": [{ at: "site", to: "evidence" }],
};

export const usesOf = (id: string): Use[] => uses[id] ?? [];
