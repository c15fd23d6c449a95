import type { Conduit, Zone } from "../../../api/types";
import type { Assumption, Countermeasure, Criteria } from "../../../parts/risk/types";

/** What the cells of the worksheet name: by key on the page and in the clipboard, by id in the records. */
export interface Lookup {
  zones: Zone[];
  conduits: Conduit[];
  assumptions: Assumption[];
  countermeasures: Countermeasure[];
  criteria: Criteria | null;
  key: (id: string) => string;
}

export function lookupOf(parts: Omit<Lookup, "key">): Lookup {
  const keys = new Map<string, string>();
  for (const list of [parts.zones, parts.conduits, parts.assumptions, parts.countermeasures]) {
    for (const r of list) keys.set(r.id, r.key);
  }
  return { ...parts, key: (id) => keys.get(id) ?? id };
}

/** The record that people mean by a key, a name, or a key followed by its name. */
export function named<T extends { key: string; name: string }>(records: T[], text: string): T | undefined {
  const wanted = text.trim().toLowerCase();
  const first = wanted.split(/\s/)[0];
  return (
    records.find((r) => r.key.toLowerCase() === wanted) ??
    records.find((r) => r.name.toLowerCase() === wanted) ??
    records.find((r) => r.key.toLowerCase() === first)
  );
}
