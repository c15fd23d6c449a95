// Types of a change of edition, and which of its lines are listed.

import { holds } from "../../../parts/library/catalogue";
import type { Strength } from "../../../parts/library/types";
import type { AnswerState } from "../../../parts/plant/types";

export interface MigrationLine {
  requirement: string;
  title: string;
  group: string;
  carry: "kept" | "start" | "fresh";
  suggested: boolean;
  why: string;
  from: {
    requirement: string;
    title: string;
    settles: boolean;
    strength?: Strength;
    state: AnswerState;
    holds: boolean;
    maturity?: number;
    why: string;
  }[];
  answered?: AnswerState;
  gives?: AnswerState;
  maturity?: number;
  says: string;
}

export interface MigrationView {
  from: string;
  to: string;
  notes: string[];
  counts: { total: number; kept: number; start: number; fresh: number; answered: number; gives: number; lost: number };
  lines: MigrationLine[];
  lost: { requirement: string; title: string; state: AnswerState; why: string }[];
  hash: string;
}

export const showing = ["gives", "kept", "start", "fresh", "answered", "all"] as const;
export type Showing = (typeof showing)[number];

export function fits(l: MigrationLine, show: Showing, search: string): boolean {
  if (show === "gives" && !l.gives) return false;
  if (show === "answered" && !l.answered) return false;
  if ((show === "kept" || show === "start" || show === "fresh") && l.carry !== show) return false;
  return holds(`${l.requirement} ${l.title} ${l.from.map((f) => f.requirement).join(" ")}`, search);
}
