// What the server derives from the register, seen from one side each: target
// levels, threats, defence in depth, what lies beyond information, loss.

import { queryOptions } from "@tanstack/react-query";
import { reading, url } from "../../api/api";
import type { Page, Vector } from "../../api/types";
import type { Requirement, SubjectRef } from "../plant/types";
import type { Category, LossRange, LossResult } from "./types";

/** The methods that derive a target, in the order in which they are shown. */
export const derivedMethods = ["consequence", "band", "crrf", "lopa", "pha", "technique"] as const;
export type DerivedMethod = (typeof derivedMethods)[number];
/** With the one by which the owner decides. */
export type Method = DerivedMethod | "owner";

export const measureKinds = ["technical", "physical", "procedural", "people", "organisational"] as const;
export const measureStates = ["proposed", "planned", "existing", "retired"] as const;

// Target levels

export interface Refinement {
  fr: string;
  from: number;
  to: number;
  reason: string;
  /** The proposal with this one level changed. */
  vector: Vector;
}

export interface PresentTarget {
  vector: Vector;
  method?: string;
  approver?: string;
  approvedOn?: string;
  agrees: boolean;
  why: string;
}

export interface TargetProposal {
  subject: SubjectRef;
  key: string;
  name: string;
  method: DerivedMethod;
  title: string;
  default: boolean;
  crossCheck: boolean;
  /** Null when the method gives no level. */
  vector: Vector | null;
  overall: number;
  /** How the vector became one number. */
  rule: string;
  range?: { from: number; to: number };
  complete: boolean;
  missing: string[];
  steps: string[];
  scenarios: string[];
  refined: Refinement[];
  present?: PresentTarget;
}

export interface TargetDecision {
  method: Method;
  vector: Vector;
  rationale?: string;
}

export interface DecidedTarget {
  subject: SubjectRef;
  key: string;
  entry: number;
}

/** What one method proposes for every zone and conduit; without a method, that of the criteria. */
export const proposalsOf = (site: string, method?: string) =>
  reading<Page<TargetProposal>>(url`/sites/${site}/risk/targets`, { method });

/** What each method proposes for one zone or conduit. */
export const proposalsFor = (site: string, { kind, id }: SubjectRef) =>
  reading<Page<TargetProposal>>(url`/sites/${site}/risk/targets`, { kind, id });

// Threats

export type ThreatState = "covered" | "partly" | "open" | "unmatched";
/** Worst first. */
export const threatStates: ThreatState[] = ["open", "partly", "unmatched", "covered"];

export interface TechniqueThreat {
  id: string;
  name: string;
  tactics: string[];
  reaches: boolean;
  kinds: string[];
  scenarios: string[];
  scenarioKeys: string[];
  requirements: {
    id: string;
    title: string;
    mitigations: string[];
    holds: boolean;
    state: string;
    why: string;
  }[];
  met: number;
  state: ThreatState;
  why: string;
}

export interface SubjectThreats {
  subject: SubjectRef;
  key: string;
  name: string;
  kinds: { id: string; name: string; assets: number; why: string }[];
  unplaced: number;
  techniques: TechniqueThreat[];
  reaching: number;
  covered: number;
  partly: number;
  open: number;
  unmatched: number;
  why: string;
}

export interface ThreatMap {
  release: string;
  attribution: string;
  rules: string[];
  subjects: SubjectThreats[];
  stale: { scenario: string; key: string; technique: string; by?: string; text: string }[];
}

/** Without a subject, the counts of every zone and conduit, and no techniques. */
export const threatsOf = (site: string, subject?: SubjectRef) =>
  reading<ThreatMap>(url`/sites/${site}/risk/threats`, subject ? { kind: subject.kind, id: subject.id } : {});

// Defence in depth

export type DepthState =
  "counts" | "same-layer" | "shared" | "expired" | "proposed" | "retired" | "elsewhere" | "protective-function";

export interface DepthMeasure {
  id: string;
  key: string;
  name: string;
  kind: string;
  state: DepthState;
  via?: string;
  why: string;
}

export interface DepthCell {
  layer: string;
  counts: boolean;
  measures: DepthMeasure[];
  why: string;
}

export interface ZoneDepth {
  zone: string;
  key: string;
  name: string;
  cells: DepthCell[];
  empty: string[];
  score: number;
  independent: string[];
  fails: boolean;
  verdict: string;
  why: string;
}

export interface DepthMap {
  layers: string[];
  zones: ZoneDepth[];
  fails: number;
  empty: number;
  rules: string[];
  flagged: { id: string; key: string; text: string }[];
}

export const depthOf = (site: string) => reading<DepthMap>(url`/sites/${site}/depth`);

/** The requirements of IEC 62443-3-3; they are the same as long as the program runs. */
export const requirementsOf = () =>
  queryOptions({
    ...reading<{ requirements: Requirement[] }>(url`/catalog/sets/${"iec-62443-3-3:2013"}`),
    staleTime: Infinity,
  });

// Beyond information

export interface BeyondRisk {
  id: string;
  key: string;
  name: string;
  subject: SubjectRef;
  subjectKey: string;
  consequence: number;
  driving?: Category;
  unmitigated?: string;
  residual?: string;
  why: string;
}

export interface BeyondInformation {
  answer: string;
  rule: string[];
  total: number;
  beyond: number;
  information: number;
  undecided: number;
  byCategory: { category: Category; count: number; risks: BeyondRisk[] }[];
  inside: BeyondRisk[];
  unrated: BeyondRisk[];
}

export const beyondOf = (site: string) => reading<BeyondInformation>(url`/sites/${site}/risk/beyond`);

// Availability

export interface FunctionAvailability {
  id: string;
  key: string;
  name: string;
  kind: string;
  owner?: string;
  consequence: number;
  driving?: Category;
  recovery: {
    targetTime?: number;
    targetPoint?: number;
    measuredTime?: number;
    measuredPoint?: number;
    redundancy?: string;
    manualFallback?: string;
    fallbackTime?: number;
    restoreTested?: string;
    spares?: string;
  } | null;
  testAge: number;
  gaps: { means?: string; text: string }[];
  verdict: "adequate" | "not-adequate" | "not-shown";
  why: string;
}

export interface Availability {
  answer: string;
  rules: string[];
  functions: FunctionAvailability[];
  adequate: number;
  notAdequate: number;
  notShown: number;
}

export const availabilityOf = (site: string) => reading<Availability>(url`/sites/${site}/risk/adequacy`);

// Loss

export interface SiteLoss {
  /** Null as long as no scenario has an estimate. */
  result: LossResult | null;
  scenarios: { id: string; key: string; name: string; loss: LossRange }[];
  without: number;
  why: string;
}

export const lossOf = (site: string, seed: number, years: number) =>
  reading<SiteLoss>(url`/sites/${site}/risk/loss`, { seed, years });
