// Types of coverage: how far answers to one set settle another, pair by pair.

import type { PairState, Strength } from "../../parts/library/types";

export type CoverageState = "full" | "partly" | "not" | "open" | "no-pair";
export type Holding = "holds" | "partly" | "not" | "unanswered" | "not-applicable";

export const coverageStates: CoverageState[] = ["full", "partly", "not", "open", "no-pair"];

export interface CoverageCounts {
  total: number;
  full: number;
  partly: number;
  not: number;
  open: number;
  noPair: number;
  suggested: number;
}

export interface CoverageSource {
  crosswalk: string;
  title: string;
  source: string;
  attribution?: string;
  set: string;
  standard: string;
  derived: boolean;
  pairs: number;
  decided: number;
}

/** The ends of a pair as its crosswalk writes them, and what is thought of it. */
export interface PairEnds {
  crosswalk: string;
  from: string;
  to: string;
  strength: Strength;
  state: PairState;
}

export interface PartAnswer {
  subject: { kind: string; id: string };
  key: string;
  name: string;
  holds: Holding;
  why: string;
  reason?: string;
  evidence?: string[] | null;
  proofs?: { id: string; key: string; name: string }[] | null;
  owner?: string;
  checked?: string;
}

export interface CoveragePair extends PairEnds {
  derived: boolean;
  set: string;
  requirement: string;
  title: string;
  holds: Holding;
  asked: boolean;
  why: string;
  note?: string;
  parts: PartAnswer[];
  more: number;
}

export interface CoverageLine {
  requirement: string;
  title: string;
  group: string;
  state: CoverageState;
  strength?: Strength;
  confirmed: boolean;
  asked: boolean;
  why: string;
  pairs: CoveragePair[];
}

export interface CoverageView {
  set: string;
  standard: string;
  title: string;
  today: string;
  counts: CoverageCounts;
  groups: { id: string; parent?: string; title: string; counts: CoverageCounts }[];
  sources: CoverageSource[];
  notes: string[];
  items: CoverageLine[];
  next: string;
  total: number;
}

/** How many lines are in a state. */
export function countOf(n: CoverageCounts, state: CoverageState): number {
  return state === "no-pair" ? n.noPair : n[state];
}
