// The requirements specification as the server tells it, and the filter of its
// lines that stands in the address.

import { infiniteQueryOptions } from "@tanstack/react-query";
import { get, keyOf, reading, url, type Params } from "../../api/api";
import type { Page } from "../../api/types";
import type { SubjectRef, AnswerState } from "../../parts/plant/types";
import { register } from "../../parts/risk/queries";
import type { Authority, Criteria, Head, Signature } from "../../parts/risk/types";
import { text, texts } from "../../parts/search";
import type { Search } from "../../router";

export const verifications = ["document-review", "design-review", "fat", "sat", "commissioning", "contract"] as const;
export type Verification = (typeof verifications)[number];

export const traces = ["technique", "subject", "ends", "own", "none"] as const;
export type Trace = (typeof traces)[number];

export const triggers = [
  "asset-changed",
  "path-changed",
  "incident",
  "supplier-changed",
  "new-technique",
  "assumption-false",
  "acceptance-expired",
  "review-due",
  "assumption-overdue",
] as const;

export interface OwnRequirement {
  key: string;
  text: string;
  zones?: string[];
  conduits?: string[];
  scenarios?: string[];
  verification?: Verification;
  holdPoint?: boolean;
}

/** What people write into a specification; the rest of it is computed. */
export interface Specification extends Head {
  system?: string;
  introduction?: string;
  environment?: string;
  threatEnvironment?: string;
  policies?: string[];
  regulations?: string[];
  lines?: object[];
  own?: OwnRequirement[];
}

export interface Part {
  clause: string;
  title: string;
  complete: boolean;
  says: string;
  missing: string[];
}

export interface ServedRisk {
  id: string;
  key: string;
  name: string;
  subject: SubjectRef;
  subjectKey: string;
  cause?: string;
  unmitigated: string;
  residual: string;
  lines: number;
  byTechnique: number;
}

export interface UnservedRisk {
  scenario: string;
  name: string;
  why: string;
  mend: string;
}

export interface SubjectLines {
  id: string;
  kind?: string;
  key: string;
  name: string;
  lines: number;
}

export interface ResidualRisk {
  band: string;
  authority?: string;
  scenarios: number;
}

export interface Approval extends Head {
  specification?: string;
  revision: number;
  digest: string;
  decisions?: string[];
  conditions?: string[];
  doesNot?: string;
  residual?: ResidualRisk[];
  reviewBy: string;
  signed: Signature;
  reopened?: { trigger: string; what: string; on: string };
}

export type BlockerKind = "criteria" | "missing" | "not-rated" | "intolerable" | "not-accepted";

export interface Blocker {
  kind: BlockerKind;
  /** A clause, or the key of a scenario. */
  of: string;
  text: string;
}

/** A specification without its lines. */
export interface Outline {
  specification: Specification;
  system: Head & { declared: boolean };
  today: string;
  complete: boolean;
  parts: Part[];
  risks: ServedRisk[];
  unserved: UnservedRisk[];
  criteria: Criteria | null;
  inForce: boolean;
  counts: {
    lines: number;
    own: number;
    subjects: number;
    holds: number;
    holdPoints: number;
    untraced: number;
    risks: number;
    unserved: number;
    missing: number;
  };
  lines: {
    subjects: SubjectLines[];
    fr: Record<string, number>;
    state: Partial<Record<AnswerState, number>>;
    verification: Partial<Record<Verification, number>>;
    trace: Partial<Record<Trace, number>>;
    holdPoints: number;
  };
  digest: string;
  revision: number;
  standing: { approval: Approval | null; stands: boolean; why: string };
  blockers: Blocker[];
  residual: ResidualRisk[];
  needed?: Authority;
  office?: Authority;
  mayNot?: string;
  latest: string;
}

/** One requirement at one zone or conduit. */
export interface Line {
  id: string;
  number: string;
  subject: SubjectRef;
  subjectKey: string;
  subjectName: string;
  fr?: string;
  frName?: string;
  requirement: string;
  title: string;
  text: string;
  own?: boolean;
  target: number;
  from: number;
  serves: string[];
  trace: Trace;
  traceWhy: string;
  state: AnswerState;
  stateWord: string;
  stateWhy: string;
  holds: boolean;
  verification: Verification;
  verificationWhy: string;
  holdPoint: boolean;
  holdPointWhy: string;
  note?: string;
}

export const crsPath = (site: string) => url`/sites/${site}/crs`;
export const outlineOf = (site: string, specification?: string) =>
  reading<Outline>(`${crsPath(site)}/outline`, { specification });
export const specificationsOf = (site: string) => register<Specification>(site, "specifications");
export const approvalsOf = (site: string) => register<Approval>(site, "approvals");

// Lines

export interface LineFilter {
  search: string;
  subject: string[];
  fr: string[];
  state: string[];
  verification: string[];
  trace: string[];
  hold: string;
  risk: string;
}

export const lists = ["subject", "fr", "state", "verification", "trace"] as const;

export function filterOf(search: Search): LineFilter {
  return {
    search: text(search.search),
    subject: texts(search.subject),
    fr: texts(search.fr),
    state: texts(search.state),
    verification: texts(search.verification),
    trace: texts(search.trace),
    hold: text(search.hold),
    risk: text(search.risk),
  };
}

/** The filter as it stands in the address and as the server reads it: without what is empty. */
export function written(filter: LineFilter): Partial<Record<keyof LineFilter, string | string[]>> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value.length > 0));
}

export function narrowed(filter: LineFilter): boolean {
  return Object.keys(written(filter)).length > 0;
}

const pageSize = 200;

/** The lines that a filter finds, read page by page as one scrolls. */
export function linesOf(site: string, specification: string | undefined, filter: LineFilter) {
  const path = `${crsPath(site)}/lines`;
  const params: Params = { ...written(filter), specification };
  return infiniteQueryOptions({
    queryKey: [...keyOf(path, params), "pages"],
    queryFn: ({ pageParam, signal }) => get<Page<Line>>(path, { ...params, after: pageParam, limit: pageSize }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    // Comparing many pages field by field at each new one would cost more than it saves.
    structuralSharing: false,
  });
}
