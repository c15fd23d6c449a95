// The plan of an assessment as the form holds it.

import type { AssessedSubject, Assessment, AssessmentPart, SubjectKind } from "../../parts/library/assessment";
import { tidy } from "../../parts/plant/tidy";

/** Whose assessment it is: of the site alone, or of several sites, products and companies. */
export type Scope = "site" | "shared";

export interface PartDraft {
  site: string;
  /** "zone/…", "product/…"; none is all of the site. */
  subjects: string[];
  assessor: string;
}

export interface Draft {
  scope: Scope;
  name: string;
  set: string;
  parts: PartDraft[];
  lead: string;
  starts: string;
  due: string;
  purpose: string;
  method: string;
  before: string;
}

/** The part without a site: products and companies. */
export const noSite = "";

export const emptyPart = (site: string): PartDraft => ({ site, subjects: [], assessor: "" });

export function draftOf(a: Partial<Assessment> | undefined, site: string): Draft {
  return {
    scope: a && !a.site ? "shared" : "site",
    name: a?.name ?? "",
    set: a?.set ?? "iec-62443-3-3:2013",
    parts: (a?.parts ?? [{ site }]).map((p) => ({
      site: p.site ?? noSite,
      subjects: (p.subjects ?? []).map(({ kind, id }) => `${kind}/${id}`),
      assessor: p.assessor ?? "",
    })),
    lead: a?.lead ?? "",
    starts: a?.starts ?? "",
    due: a?.due ?? "",
    purpose: a?.purpose ?? "",
    method: a?.method ?? "",
    before: a?.before ?? "",
  };
}

/** The record that is sent: the one that was edited with what the form says. */
export function recordOf(draft: Draft, site: string, edited: Assessment | undefined): Assessment {
  const { scope, parts, ...rest } = draft;
  const kept = edited && { ...edited, ...Object.fromEntries(Object.keys(rest).map((name) => [name, undefined])) };
  return {
    ...kept,
    ...tidy(rest),
    key: edited?.key ?? "",
    site: scope === "site" ? (edited?.site ?? site) : undefined,
    parts: parts.map((p) => partOf(p, scope === "site" ? site : p.site)),
  } as Assessment;
}

function partOf(p: PartDraft, site: string): AssessmentPart {
  const subjects = p.subjects.map(subjectOf);
  return tidy({ site, subjects, assessor: p.assessor });
}

function subjectOf(value: string): AssessedSubject {
  const [kind = "", id = ""] = value.split("/");
  return { kind: kind as SubjectKind, id };
}
