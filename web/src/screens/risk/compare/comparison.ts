// The initial risk of the zones beside what is tolerable (IEC 62443-3-2, ZCR 4.1),
// and what was decided about it, named as the server names them.

import { reading, url } from "../../../api/api";
import type { Category, Head } from "../../../parts/risk/types";

export const decisions = ["detailed", "stop"] as const;

/** What was decided for a zone; by whom, when and on what ground is the server's to write. */
export interface ZoneDecision extends Head {
  zone: string;
  decision: (typeof decisions)[number];
  rationale?: string;
  by?: string;
  on?: string;
  criteria?: string;
  consequence?: number;
}

export interface ZoneComparison {
  /** Absent: the site as a whole. */
  zone?: string;
  key: string;
  name: string;
  state: "within" | "above" | "not-assessable";
  worstCases: string[];
  /** The worst of them; 0 is none. */
  consequence: number;
  driving?: Category;
  /** The highest level of the criteria, as none is assessed yet. */
  likelihood: number;
  band?: string;
  bandName?: string;
  why: string;
  decision?: ZoneDecision;
  standing: "none" | "stands" | "stale";
  says: string;
}

export interface InitialComparison {
  zones: ZoneComparison[];
  site: ZoneComparison;
}

export const comparisonOf = (site: string) => reading<InitialComparison>(url`/sites/${site}/risk/comparison`);

/** The decision to begin with: the one that was made, else to go on, which is always allowed. */
export function begun(z: ZoneComparison): ZoneDecision {
  return (
    z.decision ?? { id: "", version: 0, key: "", name: "", zone: z.zone ?? "", decision: "detailed", rationale: "" }
  );
}

const urgency = { stale: 0, none: 1, stands: 2 };

/** What a zone is ordered by in the column of decisions: what is to be done comes first. */
export function waits(z: ZoneComparison): number {
  return urgency[z.standing];
}

/** How many zones still wait for a decision, and how many decisions no longer stand. */
export function counts(zones: ZoneComparison[]): { open: number; stale: number } {
  return {
    open: zones.filter((z) => z.standing === "none").length,
    stale: zones.filter((z) => z.standing === "stale").length,
  };
}
