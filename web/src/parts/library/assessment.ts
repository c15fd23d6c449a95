// Assessments as the server tells them, and what their pages ask the server.

import { reading, url } from "../../api/api";
import type { Meta, Page } from "../../api/types";
import type { AnswerState } from "../plant/types";
import { whole } from "./queries";

export type CampaignState = "planned" | "open" | "in-review" | "signed" | "cancelled";
export type SubjectKind = "zone" | "conduit" | "site" | "asset" | "product" | "company";
export type Trend = "fell" | "rose" | "new" | "gone" | "other" | "same";

export const campaignStates: CampaignState[] = ["planned", "open", "in-review", "signed", "cancelled"];
export const trends: Trend[] = ["fell", "rose", "new", "gone", "other", "same"];

export interface AssessedSubject {
  kind: SubjectKind;
  id: string;
}

/** One site of an assessment with its subjects; none is all that the set is answered for. */
export interface AssessmentPart {
  site?: string;
  subjects?: AssessedSubject[];
  assessor?: string;
}

/** The word of a person on an assessment. */
export interface Remark {
  by: string;
  name: string;
  at: string;
  reason: string;
}

export interface ResultLine {
  requirement: string;
  state: AnswerState;
  holds: boolean;
  maturity?: number;
  why?: string;
  proofs?: number;
}

/** An assessment as it stood on a day. */
export interface AssessmentResult {
  on: string;
  by: string;
  unanswered?: number;
  reason?: string;
  answered?: string[];
  subjects: { site?: string; subject: AssessedSubject; key: string; name: string; answers: ResultLine[] }[];
  digest: string;
}

export interface Assessment extends Meta {
  id: string;
  site?: string;
  key: string;
  name: string;
  set: string;
  parts: AssessmentPart[];
  lead?: string;
  starts?: string;
  due?: string;
  purpose?: string;
  method?: string;
  state: CampaignState;
  before?: string;
  result?: AssessmentResult;
  review?: { by: string; name: string; at: string; meaning?: string; digest?: string; imported?: boolean };
  returned?: Remark[];
  cancelled?: Remark;
}

export interface SubjectProgress {
  subject: AssessedSubject;
  key: string;
  name: string;
  asked: number;
  answered: number;
  /** The first requirements that wait for an answer. */
  next?: string[];
}

export interface PartProgress {
  part: number;
  site?: string;
  assessor?: string;
  asked: number;
  answered: number;
  proofs: number;
  subjects: SubjectProgress[];
}

export interface Progress {
  asked: number;
  answered: number;
  done: boolean;
  /** Until it is due; below 0 when it is late. */
  daysLeft?: number;
  late: boolean;
  parts: PartProgress[];
  why: string;
}

/** One answer before and after. */
export interface ComparedLine {
  trend: Trend;
  site?: string;
  subject: AssessedSubject;
  key: string;
  requirement: string;
  before?: ResultLine;
  after?: ResultLine;
  why: string;
}

export interface Comparison {
  before: string;
  after: string;
  counts: Record<Trend, number>;
  lines: ComparedLine[];
  why: string;
}

export interface AssessmentProgress {
  assessment: string;
  state: CampaignState;
  progress: Progress;
  since?: { changed: number; why: string; lines: ComparedLine[] };
  maySign: boolean;
  whyNot?: string;
}

/** An assessment that waits for the signed-in user. */
export interface MyAssessment {
  assessment: Assessment;
  waits: "answers" | "lead" | "signature";
  parts: number[];
  progress: Progress;
}

export const assessmentsQuery = (site: string) => whole<Assessment>("/assessments", { site });
export const myAssessmentsQuery = reading<Page<MyAssessment>>("/assessments/mine");
export const assessmentQuery = (id: string) => reading<Assessment>(url`/assessments/${id}`);
export const progressQuery = (id: string) => reading<AssessmentProgress>(url`/assessments/${id}/progress`);
export const comparisonQuery = (id: string, other?: string) =>
  reading<Comparison>(url`/assessments/${id}/compare`, { with: other });
