// Types of what an ISMS hands over: a statement of applicability, or a risk register.

import { reading, url } from "../../../api/api";
import type { ImportMapping, ImportSheet, Page } from "../../../api/types";
import type { AnswerState } from "../../../parts/plant/types";
import type { CoverageCounts, CoverageState, Holding, PairEnds } from "../coverage";
import type { Strength } from "../../../parts/library/types";

export type IsmsKind = "statement" | "risks";

interface Place {
  sheet: string;
  row: number;
  cell?: string;
  outcome: "read" | "skip" | "refuse";
  reason?: string;
  refusals?: { field: string; cell: string; reason: string }[] | null;
}

export interface IsmsControl extends Place {
  id: string;
  title: string;
  applicable: boolean;
  status: "implemented" | "partly" | "planned" | "not-implemented" | "unknown";
}

export interface IsmsLine {
  requirement: string;
  title: string;
  group: string;
  state: CoverageState;
  strength?: Strength;
  confirmed: boolean;
  why: string;
  by: (PairEnds & { control: string; title: string; holds: Holding; why: string })[] | null;
  asked: boolean;
  now: Holding;
  nowWhy: string;
  gives?: AnswerState;
  reason?: string;
  delta: boolean;
  asks?: string;
}

export interface IsmsMark {
  set: string;
  standard: string;
  counts: CoverageCounts;
  answers: boolean;
  writes: number;
  delta: number;
  lines: IsmsLine[];
}

export interface NodeRef {
  kind: "zone" | "conduit";
  id: string;
}

interface Known {
  kind: string;
  id: string;
  key: string;
  name: string;
}

export interface IsmsRisk extends Place {
  id: string;
  title: string;
  description?: string;
  asset?: string;
  likelihood?: string;
  impact?: string;
  rating?: string;
  treatment?: string;
  owner?: string;
  concerns: boolean;
  why: string;
  named: Known[] | null;
  like: (Known & { words: string[] })[] | null;
  taken: boolean;
  node?: NodeRef | null;
  nodeKey?: string;
  scenario?: string;
}

export interface Isms {
  file: string;
  kind: IsmsKind;
  oscal: boolean;
  title?: string;
  day: string;
  sheets: ImportSheet[];
  fields: { name: string; label: string; required: boolean }[];
  mapping: ImportMapping;
  guessed: boolean;
  counts: { read: number; skip: number; refuse: number };
  controls: IsmsControl[];
  marks: IsmsMark[];
  risks: IsmsRisk[];
  scenarios?: {
    counts?: Record<string, number>;
    rows?: { row: number; outcome: string; refusals?: { cell: string; reason: string }[] | null }[] | null;
  };
  writes: number;
  notes: string[];
  blocked: string;
  hash: string;
  entry: number;
  evidence?: { id: string; key: string; name: string };
}

export interface IsmsKept {
  kind: IsmsKind;
  evidence: { id: string; key: string; name: string };
  file: string;
  day: string;
  at: string;
  by: string;
  says: string;
  answers: number;
}

export const keptQuery = (site: string) => reading<Page<IsmsKept>>(url`/sites/${site}/isms`);

/** The rows that were not taken, with the cells that say why. */
export function refused(out: Isms): Place[] {
  return [...out.controls, ...out.risks].filter((x) => x.outcome === "refuse");
}
