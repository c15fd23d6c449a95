// Evidence as the server tells it, and what its pages ask the server.

import { infiniteQueryOptions } from "@tanstack/react-query";
import { get, keyOf, reading, url, type Params } from "../../api/api";
import type { Meta, Page } from "../../api/types";
import type { AnswerState } from "../plant/types";

export type StandState = "valid" | "stale" | "expired" | "not-yet" | "contrary" | "empty" | "superseded";
export type ProofKind = "implemented" | "effective";
export type Grade = "public" | "internal" | "confidential" | "secret";

export const standStates: StandState[] = ["valid", "stale", "expired", "not-yet", "contrary", "empty", "superseded"];
export const proofKinds: ProofKind[] = ["implemented", "effective"];
export const grades: Grade[] = ["public", "internal", "confidential", "secret"];

/** The sections of an auditor's binder, in its order; an evidence may stand in one of another name. */
export const sections = [
  "scope and boundary",
  "business rationale",
  "organisation and appointments",
  "policies",
  "risk assessments",
  "asset inventory",
  "zones and conduits",
  "requirements specification",
  "statement of applicability",
  "countermeasures",
  "changes",
  "accounts and access reviews",
  "patch status",
  "backup and restore tests",
  "malware, media and remote access",
  "logs",
  "incidents and drills",
  "continuity",
  "training and background checks",
  "supplier assessments",
  "acceptance tests",
  "internal audits",
  "corrective actions",
  "management reviews",
  "document control",
] as const;

/** A section as a heading: its name begins with a capital letter. */
export function sectionName(section: string): string {
  return section.charAt(0).toUpperCase() + section.slice(1);
}

/** One revision of a file of an evidence. */
export interface EvidenceFile {
  revision: number;
  name: string;
  hash: string;
  size: number;
  /** What the content is, whatever the name says. */
  media: string;
  at: string;
  by: string;
  note?: string;
  /** The revision that replaced it; absent while it stands. */
  superseded?: number;
}

export interface Evidence extends Meta {
  id: string;
  site?: string;
  key: string;
  name: string;
  description?: string;
  kind: ProofKind;
  section?: string;
  files?: EvidenceFile[];
  links?: string[];
  effective?: string;
  from?: string;
  until?: string;
  zones?: string[];
  conduits?: string[];
  assets?: string[];
  products?: string[];
  sample?: string;
  collectedBy?: string;
  source?: string;
  expires?: string;
  confidentiality?: Grade;
  made?: { rule: string; at: string; result: string; holds: boolean; ground: string };
  replacedBy?: string;
  addedBy?: string;
}

/** What an evidence amounts to today, with the sentence that says why. */
export interface Stand {
  state: StandState;
  why: string;
  dated?: string;
  until?: string;
  days: number;
  rule: string;
}

export interface StandingEvidence {
  evidence: Evidence;
  stand: Stand;
  /** It ends within thirty days. */
  soon?: boolean;
  serves: { set: string; requirement: string }[];
  /** How many answers rest on it. */
  answers: number;
}

export interface EvidencePage extends Page<StandingEvidence> {
  states: Partial<Record<StandState, number>>;
  sections: Record<string, number>;
}

/** What the proofs of one kind amount to. */
export interface Proven {
  proofs: number;
  valid: number;
  until?: string;
}

export interface Weight extends Proven {
  proven: boolean;
  implemented: Proven;
  effective: Proven;
  why: string;
}

/** What proves the answers to one requirement. */
export interface RequirementProofs {
  set: string;
  requirement: string;
  days: number;
  rule: string;
  answers: {
    subject: { kind: string; id: string };
    key: string;
    name: string;
    state: AnswerState;
    proofs: string[];
    hidden?: number;
    words?: string[];
    weight: Weight;
  }[];
  proofs: { evidence: Evidence; stand: Stand }[];
}

/** The path of how evidence stands, of a site with what all share, or of what all share alone. */
export function standingPath(site: string | undefined): string {
  return site ? url`/sites/${site}/evidence/standing` : "/evidence/standing";
}

/** The first page of how evidence stands. */
export const standingOf = (site: string | undefined, params?: Params) =>
  reading<EvidencePage>(standingPath(site), params);

/** How evidence stands, page by page. */
export function standingPages(site: string | undefined, params?: Params) {
  const path = standingPath(site);
  return infiniteQueryOptions({
    queryKey: [...keyOf(path, params), "pages"],
    queryFn: ({ pageParam, signal }) => get<EvidencePage>(path, { ...params, after: pageParam, limit: 100 }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
}

export const evidenceOf = (id: string) => reading<Evidence>(url`/evidence/${id}`);

/** The address of a revision of a file; always sent as an attachment. */
export const fileAddress = (id: string, revision: number) => `/api/v1${url`/evidence/${id}/files/${revision}`}`;

/** The files that no later revision replaced. */
export const standingFiles = (e: Evidence): EvidenceFile[] => (e.files ?? []).filter((f) => !f.superseded);
