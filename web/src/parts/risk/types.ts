// Records of the risk register and what follows from them, named as the server
// names them.

import type { Meta } from "../../api/types";
import type { SubjectRef } from "../plant/types";

/** What every record of the register has. */
export interface Head extends Meta {
  id: string;
  key: string;
  name: string;
}

export const categories = [
  "safety",
  "health",
  "environment",
  "availability",
  "finance",
  "reputation",
  "legal",
] as const;
export type Category = (typeof categories)[number];

/** Levels by category: 0 is an explicit "none", one that is missing was not rated. */
export type Ratings = Partial<Record<Category, number>>;

export const causeKinds = ["cyber", "physical", "process", "human", "natural"] as const;
export const threatSources = [
  "nation-state",
  "organised-crime",
  "activist",
  "insider",
  "contractor",
  "supplier",
  "opportunist",
  "malware",
  "error",
  "failure",
  "nature",
] as const;
export const mechanisms = [
  "loss-of-protection",
  "manipulation-of-control",
  "loss-of-control",
  "manipulation-of-view",
  "loss-of-view",
  "loss-of-availability",
  "damage-to-property",
  "release",
  "theft-of-information",
  "other",
] as const;
export const confidences = ["low", "medium", "high"] as const;
export const treatments = ["mitigate", "accept", "transfer", "avoid"] as const;
export const layers = [
  "policy-people",
  "physical",
  "perimeter",
  "network",
  "host",
  "application",
  "data",
  "safety-process",
] as const;
export const dependencyKinds = [
  "account-store",
  "vendor",
  "firewall",
  "network",
  "power",
  "sensor",
  "logic-solver",
  "operator",
  "other",
] as const;

export interface Signature {
  by: string;
  name: string;
  authority?: string;
  at: string;
  meaning: string;
  digest?: string;
  imported?: boolean;
}

// Criteria

export interface Band {
  id: string;
  name: string;
  region: "acceptable" | "alarp" | "intolerable";
  authority?: string;
  acceptMonths?: number;
  actDays?: number;
}

export interface Authority {
  id: string;
  title: string;
  holders?: string[];
}

export interface LikelihoodStep {
  name: string;
  meaning?: string;
  perYear?: number;
}

export interface Override {
  name: string;
  when: {
    mechanisms?: string[];
    causes?: string[];
    category?: Category;
    atLeast?: number;
    hackable?: boolean;
    safetyZone?: boolean;
  };
  least: string;
  reason?: string;
}

export interface TargetRules {
  method?: string;
  byConsequence?: number[];
  byBand?: Record<string, { from: number; to: number }>;
  crrf?: string;
  tolerableRisk?: number;
  tolerablePerYear?: number[];
}

export interface Criteria extends Head {
  preset?: string;
  consequences: string[];
  categories: { category: Category; levels: string[] }[];
  likelihoods: LikelihoodStep[];
  /** Band by likelihood, then consequence; both from the lowest level. */
  matrix: string[][];
  bands: Band[];
  authorities?: Authority[];
  overrides?: Override[];
  targets: TargetRules;
  note?: string;
  signed?: Signature;
}

// Records

export interface Recovery {
  targetTime?: number;
  targetPoint?: number;
  measuredTime?: number;
  measuredPoint?: number;
  redundancy?: string;
  manualFallback?: string;
  fallbackTime?: number;
  restoreTested?: string;
  spares?: string;
  note?: string;
}

export interface EssentialFunction extends Head {
  kind: string;
  description?: string;
  owner?: string;
  zones?: string[];
  assets?: string[];
  recovery?: Recovery;
}

export interface Assumption extends Head {
  statement?: string;
  owner?: string;
  test?: string;
  due?: string;
  expires?: string;
  state: "open" | "confirmed" | "false";
  checkedOn?: string;
  checkedBy?: string;
  likelihoodIfFalse?: number;
  consequenceIfFalse?: number;
}

export interface Dependency {
  kind: string;
  name: string;
}

export interface SafetyConflict {
  text: string;
  resolution?: string;
  safetyBy?: string;
  securityBy?: string;
  on?: string;
}

export interface Countermeasure extends Head {
  layer: string;
  kind: string;
  state: string;
  description?: string;
  owner?: string;
  wholeSite?: boolean;
  zones?: string[];
  conduits?: string[];
  placedIn?: string;
  hackable?: boolean;
  protectiveFunction?: boolean;
  dependencies?: Dependency[];
  requirements?: string[];
  cost?: number;
  effort?: number;
  needsShutdown?: boolean;
  shutdownHours?: number;
  evidence?: string;
  testedOn?: string;
  expires?: string;
  conflicts?: SafetyConflict[];
}

export interface WorstCase extends Head {
  function: string;
  outcome?: string;
  ratings?: Ratings;
  inherits?: string[];
  rationale?: string;
  owner?: string;
  assumptions?: string[];
  pha?: string;
}

export interface Safeguard {
  countermeasure?: string;
  name?: string;
  layer?: string;
  hackable?: boolean;
  placedIn?: string;
  dependencies?: Dependency[];
  planned?: boolean;
  lowersLikelihood?: number;
  lowersConsequence?: number;
  reason?: string;
  pfd?: number;
  evidence?: string;
}

export interface LOPA {
  initiatingPerYear: number;
  targetPerYear: number;
  statedPerYear?: number;
}

export interface LossRange {
  eventsPerYear: number;
  low: number;
  high: number;
}

export interface Acceptance {
  band: string;
  criteria: string;
  until: string;
  justification: string;
  signed: Signature;
}

export interface Scenario extends Head {
  zone?: string;
  conduit?: string;
  functions?: string[];
  worstCase?: string;
  objective?: string;
  opportunity?: boolean;
  deviation?: string;
  cause?: string;
  causeKind?: string;
  causeHackable?: boolean;
  mechanism?: string;
  threatSource?: string;
  skill?: number;
  techniques?: string[];
  release?: string;
  vulnerability?: string;
  consequence?: string;
  ratings?: Ratings;
  likelihood?: number;
  safeguards?: Safeguard[];
  confidence?: string;
  rationale?: string;
  assumptions?: string[];
  pha?: string;
  lopa?: LOPA;
  loss?: LossRange;
  treatment?: string;
  owner?: string;
  due?: string;
  note?: string;
  acceptance?: Acceptance;
  removed?: string;
}

// What follows from the records

export interface Rating {
  likelihood: number;
  consequence: number;
  driving?: Category;
  band?: string;
  /** Index of the band from the lowest; −1 is not ratable. */
  rank: number;
  why: string;
}

export interface Lowered {
  likelihood: number;
  consequence: number;
}

export interface Credit {
  safeguard: number;
  countermeasure?: string;
  name: string;
  layer?: string;
  hackable: boolean;
  planned: boolean;
  state: string;
  existing: Lowered;
  residual: Lowered;
  why: string;
}

export interface Flag {
  code: string;
  severity: "high" | "medium" | "low";
  text: string;
  mend: string;
}

export interface AcceptanceState {
  state: "none" | "valid" | "expired" | "exceeded" | "over-authority";
  band?: string;
  by?: string;
  until?: string;
  why: string;
}

export interface LOPAResult {
  initiatingPerYear: number;
  targetPerYear: number;
  layers: { name: string; stated: number; credited: number; why?: string }[];
  mitigatedPerYear: number;
  gap: number;
  tolerable: boolean;
  extraPfd?: number;
  extraSil?: number;
  discrepancy?: string;
  why: string;
}

export interface LossResult {
  seed: number;
  years: number;
  mean: number;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  none: number;
  curve: { loss: number; probability: number }[];
  why: string;
}

export interface ScenarioResult {
  id: string;
  key: string;
  name: string;
  subject: SubjectRef;
  /** Those that count; of the worst case when the scenario has none of its own. */
  ratings: Ratings;
  unmitigated: Rating;
  existing: Rating;
  residual: Rating;
  credits: Credit[];
  hackable: boolean;
  hackableResidual: boolean;
  hackableWhy: string;
  lifeSafety: boolean;
  conditional: boolean;
  conditions: string[];
  overrides: string[];
  flags: Flag[];
  acceptance: AcceptanceState;
  tolerable: boolean;
  tolerableToday: boolean;
  opportunity?: boolean;
  lopa?: LOPAResult;
}

export interface WorstCaseResult {
  id: string;
  key: string;
  name: string;
  function: string;
  own: number;
  consequence: number;
  driving?: Category;
  ratings: Ratings;
  complete: boolean;
  missing: Category[];
  path: string[];
  cycle: boolean;
  conditional: boolean;
  conditions: string[];
  why: string;
}

export interface FunctionResult {
  id: string;
  key: string;
  name: string;
  worstCases: string[];
  worstCase?: string;
  consequence: number;
  driving?: Category;
  complete: boolean;
  why: string;
}

export interface StageCount {
  counts: number[];
  worst: number;
  band?: string;
  by?: string;
}

export interface SubjectRisk {
  subject: SubjectRef;
  key: string;
  name: string;
  safety: boolean;
  functions: string[];
  consequence: number;
  driving?: Category;
  worstCaseWhy: string;
  scenarios: string[];
  unrated: number;
  unmitigated: StageCount;
  existing: StageCount;
  residual: StageCount;
  state: "within" | "above" | "not-assessed";
  today: "within" | "above" | "not-assessed";
  why: string;
}

export interface BandCount {
  band: string;
  name: string;
  region: Band["region"];
  authority?: string;
  unmitigated: number;
  existing: number;
  residual: number;
}

export interface MatrixCell {
  band: string;
  unmitigated: string[];
  existing: string[];
  residual: string[];
}

export interface RiskResult {
  today: string;
  /** In force, else the newest draft, else null. */
  criteria: Criteria | null;
  inForce: boolean;
  why: string;
  worstCases: WorstCaseResult[];
  functions: FunctionResult[];
  scenarios: ScenarioResult[];
  subjects: SubjectRisk[];
  bands: BandCount[];
  unrated: number;
  matrix: { cells: MatrixCell[][] };
}

/** One scenario with who may accept it and the simulated loss of a year. */
export interface ExplainedScenario {
  scenario: Scenario;
  result: ScenarioResult;
  acceptable: { may: boolean; why?: string; by: Authority[]; latest?: string };
  loss?: LossResult;
}

export interface Technique {
  id: string;
  name: string;
  tactics: string[];
  mitigations: string[];
  requirements: string[];
}
