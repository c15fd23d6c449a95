// What the parties hand to one another, named as the server names it.

import type { Meta, Party, SiteRecord } from "../../api/types";
import type { LibraryHead } from "../../parts/library/supply";

export interface Acceptance {
  by: string;
  name: string;
  at: string;
  meaning: string;
  digest: string;
}

export const packageKinds = ["requirements", "reply", "claims", "as-built"] as const;
export type PackageKind = (typeof packageKinds)[number];
export const packageStates = ["sent", "received", "accepted", "refused"] as const;
export type PackageState = (typeof packageStates)[number];

/** A signed file that one party gave to another. */
export interface Package extends LibraryHead {
  site?: string;
  kind: PackageKind;
  direction: "out" | "in";
  from: string;
  to?: string;
  company?: string;
  made?: string;
  digest: string;
  file: string;
  size: number;
  fingerprint?: string;
  /** Whether its key was known when the package came. */
  trusted?: boolean;
  /** Digest of the package that this one replies to. */
  answers?: string;
  state: PackageState;
  by?: string;
  on?: string;
  note?: string;
  signed?: Acceptance;
}

export interface Manifest {
  format: string;
  kind: PackageKind;
  name?: string;
  from: string;
  to?: string;
  made: string;
  answers?: string;
  parts: { path: string; size: number; sha256: string }[];
}

export interface Fault {
  code: string;
  path?: string;
  text: string;
}

export interface Report {
  whole: boolean;
  manifest?: Manifest;
  digest?: string;
  fingerprint?: string;
  bytes: number;
  faults: Fault[];
}

export interface KeyStanding {
  key: string;
  fingerprint: string;
  company?: string;
  companyKey?: string;
  trusted: boolean;
  by?: string;
  on?: string;
  why: string;
}

export interface TakenPackage {
  package: Package;
  report: Report;
  key: KeyStanding;
  reply?: string;
  blockers: string[];
}

export interface OwnKey {
  name: string;
  company?: string;
  key: string;
  fingerprint: string;
}

// What is asked

export interface AskedLine {
  id: string;
  number: string;
  subject: string;
  name?: string;
  fr?: string;
  requirement: string;
  title: string;
  text?: string;
  own?: boolean;
  planned?: boolean;
  target?: number;
  verification: string;
  verificationWhy?: string;
  holdPoint?: boolean;
  note?: string;
}

export interface Asked {
  specification: {
    key: string;
    name?: string;
    set: string;
    digest: string;
    draft: boolean;
    standing: string;
    day: string;
  };
  system: { site: string; siteName: string; name: string; description?: string; perimeter?: string; owner?: string };
  zones: { key: string; name: string }[];
  conduits: { key: string; name: string }[];
  outside?: string[];
  /** What each requirement asks, once. */
  requirements: { id: string; title: string; text: string }[];
  lines: AskedLine[];
}

// What is answered

export const answers = ["comply", "deviate", "clarify", "not-applicable"] as const;
export type Answer = (typeof answers)[number];

export interface ReplyLine {
  line: string;
  answer: Answer;
  reason?: string;
  instead?: string;
  products?: string[];
  decided?: Decision | "";
  comment?: string;
}

export type Decision = "accepted" | "refused";

export interface Reply extends LibraryHead {
  site?: string;
  package: string;
  /** The package that brought it; empty for a reply of our own. */
  came?: string;
  lines?: ReplyLine[];
  note?: string;
  state: "draft" | "sent" | "accepted" | "refused";
}

export interface LineState extends AskedLine {
  asks: string;
  reply?: ReplyLine;
  problems: string[];
  warnings: string[];
}

export interface Progress {
  lines: number;
  answered: number;
  by: Partial<Record<Answer, number>>;
  problems: number;
  warnings: number;
  says: string;
}

export interface ReplyView {
  reply: Reply;
  package: Package;
  lines: LineState[];
  progress: Progress;
  blockers: string[];
  products: { id: string; key: string; name: string }[];
}

// Differences

export interface OfferedLine {
  line: string;
  answer: Answer;
  reason?: string;
  instead?: string;
  products?: string[];
}

export interface LineDifference {
  line: AskedLine;
  asks: string;
  answer?: OfferedLine;
  since?: "changed" | "gone" | "new";
  changes?: string[];
  decided?: Decision | "";
  comment?: string;
  why: string;
}

export interface Shortfall {
  subject: string;
  fr: string;
  target: number;
  product?: string;
  capable: number;
  lines: number;
  why: string;
}

export interface Difference {
  lines: LineDifference[];
  levels: Shortfall[];
  counts: {
    lines: number;
    unanswered: number;
    by: Partial<Record<Answer, number>>;
    undecided: number;
    changed: number;
    short: number;
  };
  says: string;
}

export interface OpCount {
  add: number;
  change: number;
  remove: number;
  skip: number;
}

export interface ClaimCounts {
  add: number;
  change: number;
  skip: number;
  gone: number;
}

type Op = "add" | "change" | "skip" | "remove";

export interface OfferedProduct {
  key: string;
  name: string;
  vendor: string;
  model: string;
  release?: string;
  types: string[];
}

export interface OfferDifference {
  company: { name: string; id?: string; key?: string; why: string };
  products: {
    offered: OfferedProduct;
    op: Op;
    id?: string;
    key?: string;
    changes?: string[];
    claims: ClaimCounts;
    why: string;
  }[];
  gone: string[];
  claims: ClaimCounts;
  certificates: { offered: { key: string; name: string; about: string }; op: Op; changes?: string[] }[];
  says: string;
}

export interface BuiltChange {
  kind: string;
  key: string;
  op: Op;
  fields?: { path: string; before?: unknown; after?: unknown }[];
}

export interface BuiltDifference {
  changes: BuiltChange[];
  counts: Record<string, OpCount>;
  says: string;
}

export interface PackageDifference {
  lines?: Difference;
  offer?: OfferDifference;
  built?: BuiltDifference;
  reply?: string;
  says: string[];
}

// Acceptance tests

export const phases = ["document-review", "design-review", "fat", "sat", "commissioning"] as const;
export type Phase = (typeof phases)[number];
export const results = ["open", "passed", "failed", "waived"] as const;
export type Result = (typeof results)[number];

export interface TestFacts {
  key: string;
  name?: string;
  phase: Phase;
  line: string;
  subject?: string;
  asks?: string;
  steps?: string;
  expected?: string;
  holdPoint?: boolean;
  result: Result;
  found?: string;
  by?: string;
  witness?: string;
  on?: string;
  proofs?: string[];
}

export interface Test extends TestFacts, Meta {
  id: string;
  name: string;
  site?: string;
  package?: string;
}

export interface TestTally {
  phase: Phase;
  tests: number;
  open: number;
  passed: number;
  failed: number;
  waived: number;
  holding: number;
}

export interface PackageView {
  package: Package;
  report: Report;
  key: KeyStanding;
  blockers: string[];
  asked?: Asked;
  reply?: { specification: string; lines: OfferedLine[]; note?: string };
  claims?: { company: { key: string; name: string }; products: OfferedProduct[]; claims: { about: string }[] };
  built?: {
    zones: number;
    conduits: number;
    assets: number;
    tests: TestFacts[];
    tally: TestTally[];
    proofs: { key: string; name: string; files?: { name: string }[] }[];
    note?: string;
  };
  answers?: string;
  record?: string;
  projects: string[];
}

export interface AcceptedPackage {
  package: Package;
  adopted: { products: OpCount; claims: ClaimCounts; certificates: OpCount; left: string[] };
  tests: number;
  evidence: number;
}

export interface Project {
  site: SiteRecord;
  reply: Reply;
  tests: number;
}

/** What every package that is made takes. */
export interface NewPackage {
  name?: string;
  to?: string;
  company?: string;
  note?: string;
}

export interface Refusal {
  sheet: string;
  row: number;
  cell?: string;
  text: string;
}

/** What reading a filled sheet found, whatever it holds. */
export interface SheetAnswer {
  change: number | object[];
  same: number;
  refusals: Refusal[];
  entry?: number;
}

export interface DrawnTests {
  add: number;
  change: number;
  keep: number;
  remove: number;
  stay: string[];
  again: string[];
}

export const tabs = ["owner", "integrator", "supplier", "all"] as const;
export type Tab = (typeof tabs)[number];

/** The tab of each party. */
export const tabOf: Record<Party, Tab> = {
  "asset-owner": "owner",
  "service-provider": "integrator",
  "product-supplier": "supplier",
};
