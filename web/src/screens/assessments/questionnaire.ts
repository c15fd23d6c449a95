// What reading a questionnaire back would do, as the server tells it.

import { sendFile, url } from "../../api/api";
import type { AssessedSubject } from "../../parts/library/assessment";

export type RowOutcome = "change" | "conflict" | "refuse";
export const rowOutcomes: RowOutcome[] = ["refuse", "conflict", "change"];

export interface QuestionnaireRow {
  sheet: string;
  row: number;
  outcome: RowOutcome;
  site?: string;
  subject: AssessedSubject;
  key: string;
  requirement: string;
  title: string;
  cell?: string;
  reason?: string;
  refusals?: { field: string; cell: string; reason: string }[];
  fields?: { field: string; before?: string; after?: string }[];
}

export interface QuestionnaireResult {
  file: string;
  rows: QuestionnaireRow[];
  counts: Record<RowOutcome | "same", number>;
  notes: string[];
  hash: string;
  applied: number;
  /** Of the history, one for each site that was answered for. */
  entries: number[];
  blocked?: string;
}

export interface Applying {
  hash: string;
  withoutRefused: boolean;
  takeConflicts: boolean;
  note: string;
}

/** Reads a file back: a preview, or applies exactly what a preview showed. */
export function readQuestionnaire(id: string, file: File, apply?: Applying): Promise<QuestionnaireResult> {
  return sendFile(
    url`/assessments/${id}/questionnaire`,
    {
      name: file.name,
      ...(apply && {
        apply: 1,
        hash: apply.hash,
        withoutRefused: apply.withoutRefused ? 1 : undefined,
        takeConflicts: apply.takeConflicts ? 1 : undefined,
        note: apply.note,
      }),
    },
    file,
  );
}

/** The sites of the entries that applying left, in their order: each is undone in its own history. */
export function sitesOf(rows: QuestionnaireRow[], takeConflicts: boolean): string[] {
  const put = rows.filter((r) => r.outcome === "change" || (takeConflicts && r.outcome === "conflict"));
  return [...new Set(put.map((r) => r.site ?? ""))];
}
