// Types of a program: how a site or a company stands by a set without security levels.

import type { Meta } from "../../../api/types";
import type { AnswerState, VerdictState } from "../../plant/types";
import type { LibraryRequirement } from "../types";

/** Whose program it is. */
export interface ProgramSubject {
  kind: "site" | "company" | "product";
  id: string;
}

/** An answer to one requirement of a program. */
export interface ProgramVerdict extends Meta {
  id: string;
  subject: ProgramSubject;
  set: string;
  requirement: string;
  state: VerdictState;
  reason?: string;
  approver?: string;
  compensating?: string;
  expires?: string;
  from?: ProgramSubject;
  maturity?: number;
  maturityTarget?: number;
  evidence?: string[];
  proofs?: string[];
  assessor?: string;
  assessedOn?: string;
  note?: string;
}

/** One requirement as it stands; why says where its maturity comes from. */
export interface ProgramAnswer {
  requirement: LibraryRequirement;
  verdict: ProgramVerdict | null;
  effective: { state: AnswerState; countsAs: AnswerState; holds: boolean; expired?: boolean; why: string };
  maturity: number | null;
  target: number | null;
  gap: number;
  why: string;
}

export interface ProgramTally {
  total: number;
  holds: number;
  unanswered: number;
}

/** The requirements under one heading, or all of the set. */
export interface ProgramGroup {
  id: string;
  parent?: string;
  title: string;
  maturity: number | null;
  target: number | null;
  gap: number;
  counts: ProgramTally;
  low: string[];
  reason: string;
}

/** What to do next, as the server proposes it. */
export interface ProgramStep {
  group: string;
  requirements: string[];
  from: number;
  to: number;
  text: string;
  why: string;
}

export interface Program {
  subject: ProgramSubject;
  key: string;
  name: string;
  set: string;
  today: string;
  /** The set is rated by maturity; else each requirement holds or does not. */
  rated: boolean;
  whole: ProgramGroup;
  groups: ProgramGroup[];
  answers: ProgramAnswer[];
  steps: ProgramStep[];
}

/** An answer as it is given; the rest of it is the server's. */
export type GivenAnswer = Pick<
  ProgramVerdict,
  | "state"
  | "reason"
  | "approver"
  | "compensating"
  | "expires"
  | "from"
  | "maturity"
  | "maturityTarget"
  | "evidence"
  | "proofs"
  | "note"
>;
