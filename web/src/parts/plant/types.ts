// Shapes of levels, drawing and next steps that are not yet in api/types.

import type { AssetType, Direction, FlowFunction, Meta, SubjectKind, Vector, ZoneKind } from "../../api/types";

export const zoneKinds: ZoneKind[] = [
  "control",
  "safety",
  "supervisory",
  "operations",
  "dmz",
  "enterprise",
  "remote",
  "other",
];

export const directions: Direction[] = ["forward", "backward", "both"];
export const flowFunctions: FlowFunction[] = ["any", "read", "write", "program", "discover"];
export const assetTypes: AssetType[] = ["embedded-device", "host-device", "network-device", "software-application"];

// prettier-ignore
export const assetRoles = [
  "plc", "safety-controller", "rtu", "remote-io", "drive", "robot", "instrument", "ied",
  "hmi", "engineering-station", "operator-station", "scada-server", "historian", "mes", "batch-server",
  "domain-controller", "file-server", "backup-server", "patch-server", "virtual-host", "database", "application",
  "switch", "router", "firewall", "data-diode", "access-point", "gateway", "remote-access", "jump-host",
  "time-server", "camera", "printer", "laptop", "other",
] as const;

export const purdueLevels = ["0", "1", "2", "3", "3.5", "4", "5"];

/** The seven foundational requirements in the order of a vector. */
export const frs = [0, 1, 2, 3, 4, 5, 6] as const;

// Levels

export type VerdictState =
  "met" | "partly" | "not-met" | "not-applicable" | "compensated" | "inherited" | "by-components" | "not-applied";
export type AnswerState = VerdictState | "unanswered";

export const answerStates: AnswerState[] = [
  "met",
  "partly",
  "not-met",
  "not-applicable",
  "compensated",
  "inherited",
  "by-components",
  "not-applied",
  "unanswered",
];

/** A zone or conduit, or the site, whose answer another subject may inherit. */
export interface SubjectRef {
  kind: SubjectKind | "site";
  id: string;
}

export interface Verdict extends Meta {
  id: string;
  subject: SubjectRef;
  set: string;
  requirement: string;
  state: VerdictState;
  reason?: string;
  approver?: string;
  compensating?: string;
  expires?: string;
  from?: SubjectRef;
  /** Key of the essential function that applying the requirement would harm. */
  function?: string;
  evidence?: string[];
  /** Records of the evidence library. */
  proofs?: string[];
  assessor?: string;
  assessedOn?: string;
  note?: string;
}

export interface Doubt {
  about: string;
  source: string;
  says: string;
  note?: string;
}

export interface Requirement {
  id: string;
  fr: number;
  parent?: string;
  title: string;
  slFrom: number;
  summary: string;
  question: string;
  evidence: string;
  doubts?: Doubt[];
}

/** What an answer comes to today, with inheritance followed and expiry minded. */
export interface Effective {
  state: AnswerState;
  countsAs: AnswerState;
  holds: boolean;
  expired?: boolean;
  why?: string;
  via?: SubjectRef[];
}

/** One requirement of a subject with its answer and what the answer comes to. */
export interface Answer {
  requirement: Requirement;
  verdict?: Verdict | null;
  effective: Effective;
  asked: boolean;
  /** How far the components of the subject carry it; none where no component is asked. */
  support?: Support;
  /** Whether it counts for SL-C; none where no SL-C can be stated. */
  carry?: Carry;
}

/** How far the components of a zone or conduit carry a system requirement. */
export interface Support {
  requirement: string;
  holds: boolean;
  applicable: number;
  holding: number;
  claimed: number;
  from?: string[];
  missing?: Lack[];
  why: string;
}

/** A component requirement that a component does not meet. */
export interface Lack {
  asset: string;
  key: string;
  /** Id of the product that it is, where one is known. */
  product?: string;
  requirement: string;
  why: string;
}

/** Whether a zone or conduit is capable of a requirement, as SL-C counts. */
export interface Carry {
  requirement: string;
  holds: boolean;
  /** "components", or the subject's own "verdict". */
  by: string;
  why: string;
}

/** A requirement that does not hold and so stops a level. */
export interface Stop {
  requirement: string;
  title: string;
  slFrom: number;
  state: AnswerState;
  why: string;
}

export interface FRPosture {
  fr: number;
  id: string;
  title: string;
  target: number | null;
  achieved: number;
  gap: number;
  next: number; // the level that is being stopped; 0 when SL 4 is reached
  reason: string;
  /** SL-C; null when none can be stated, for which the reason gives the cause. */
  capable: number | null;
  capableReason: string;
  stops: Stop[] | null;
  toTarget: Stop[] | null;
}

export interface Tally {
  total: number;
  holds: number;
  met: number;
  partly: number;
  notMet: number;
  notApplicable: number;
  compensated: number;
  expired: number;
  inherited: number;
  byComponents?: number;
  notApplied?: number;
  unanswered: number;
}

export interface SubjectPosture {
  subject: SubjectRef;
  key: string;
  name: string;
  zoneKind?: ZoneKind;
  safety: boolean;
  assets: number;
  target: Vector | null;
  achieved: Vector;
  /** SL-C: what its components claim; null when none of them has claims. */
  capable: Vector | null;
  gap: Vector;
  steps: number;
  frs: FRPosture[];
  counts: { asked: Tally; all: Tally };
  unanswered: number;
  expiries: { requirement: string; measure: string; on: string; expired: boolean; asked: boolean }[] | null;
  notes: string[] | null;
}

export interface PostureSummary {
  zones: number;
  conduits: number;
  assets: number;
  unzoned: number;
  gap: { subjects: number; subjectsBelow: number; withoutTarget: number; steps: number };
  asked: number;
  answered: number;
  expired: number;
}

export interface Posture {
  set: string;
  today: string;
  site: SubjectPosture;
  subjects: SubjectPosture[] | null;
  summary: PostureSummary;
}

// Asset lists

export interface Facet {
  value: string;
  count: number;
}

export interface AssetFacets {
  vendors: Facet[];
  types: Facet[];
  roles: Facet[];
  zones: Facet[];
  owners: Facet[];
}

export interface SavedView<T = unknown> {
  id: string;
  name: string;
  screen: string;
  site?: string;
  doc: T;
}

// Drawing

export interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface DrawingNode {
  id: string;
  key: string;
  name: string;
  zoneKind: ZoneKind;
  parent?: string;
  safety?: boolean;
  wireless?: boolean;
  transient?: boolean;
  external?: boolean;
  purdue?: string;
  assets: number;
  target?: Vector | null;
  achieved: Vector;
  gap?: Vector | null;
  steps: number;
  place?: Place | null;
}

export interface DrawingEdge {
  id: string;
  key: string;
  name: string;
  from: string;
  to: string;
  direction: Direction;
  target?: Vector | null;
  achieved: Vector;
  gap?: Vector | null;
  steps?: number;
  flows: number;
  wireless?: boolean;
  external?: boolean;
}

export interface Drawing {
  nodes: DrawingNode[];
  edges: DrawingEdge[];
}

/** How a zone or conduit stands to its target; `steps` is the server's count of missing levels. */
export type Standing = "met" | "below" | "none";

export function standing(subject: { target?: Vector | null; steps?: number }): Standing {
  if (!subject.target) return "none";
  return (subject.steps ?? 0) > 0 ? "below" : "met";
}

export type { Vector };
