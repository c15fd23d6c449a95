// Which products are listed, and what is made of one.

import { nearness } from "../../../parts/library/ends";
import type { ComponentType } from "../../../parts/library/types";
import type { Product, ProductLevel } from "../../../parts/library/supply";

export interface ProductFilter {
  search: string;
  vendor: string;
  type: string;
  /** "ended", "soon": of support or security updates. */
  support: string;
  /** "below": under its aim; "unanswered": something is open. */
  claims: string;
}

export function fits(p: Product, level: ProductLevel | undefined, f: ProductFilter, today: string): boolean {
  if (f.vendor && p.vendor !== f.vendor) return false;
  if (f.type && !p.types.includes(f.type as ComponentType)) return false;
  if (f.support) {
    const ends = [p.supportEnds, p.securityEnds].map((day) => nearness(day, today).is);
    if (f.support === "none" ? !ends.every((x) => x === "none") : !ends.includes(f.support as "ended")) return false;
  }
  if (f.claims && level) {
    if (f.claims === "none" && !level.note) return false;
    if (f.claims === "open" && level.counts.unanswered === 0) return false;
    if (f.claims === "below" && !below(level)) return false;
  }
  const within = [p.key, p.name, p.vendor, p.model, p.release, ...(p.orderNumbers ?? []), ...(p.aliases ?? [])]
    .join(" ")
    .toLowerCase();
  return f.search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word));
}

/** Whether a foundational requirement lies under what the supplier works towards. */
export function below(l: ProductLevel): boolean {
  return l.target !== null && l.capable.some((level, i) => level < (l.target?.[i] ?? 0));
}

/** By the lowest of the seven levels, then by their sum. */
export function rank(l: ProductLevel | undefined): number {
  return l ? Math.min(...l.capable) * 100 + l.capable.reduce((a, b) => a + b, 0) : -1;
}

/** A product that is not stored yet; every field has a value, so that inputs stay controlled. */
export const blank: Product = {
  id: "",
  key: "",
  name: "",
  version: 0,
  company: "",
  vendor: "",
  model: "",
  release: "",
  orderNumbers: [],
  aliases: [],
  types: [],
  description: "",
  aim: 2,
  supportFrom: "",
  supportEnds: "",
  securityEnds: "",
  replacedBy: "",
  sbom: "",
  evidenceNotes: "",
};

/** The next release of a product: what names it stays, what belongs to the release is left out. */
export function nextOf(p: Product, release = ""): Product {
  return {
    ...blank,
    ...p,
    id: "",
    key: "",
    version: 0,
    release,
    supportFrom: "",
    supportEnds: "",
    securityEnds: "",
    replacedBy: "",
    received: undefined,
  };
}
