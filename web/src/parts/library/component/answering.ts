// How a component is answered for: a product by claims, an installed asset by
// answers of its own.

import { keyOf, queries, send, url } from "../../../api/api";
import { useWrite } from "../../../api/write";
import type { AnswerState, VerdictState } from "../../plant/types";
import {
  componentQuery,
  componentSet,
  installedQuery,
  supplyTouches,
  type ClaimAnswer,
  type ClaimSubject,
  type ComponentAnswer,
  type ComponentPosture,
} from "../supply";

/** An answer as it is given; the rest of it is the server's. */
export type Given = Pick<
  ClaimAnswer,
  "reason" | "approver" | "compensating" | "expires" | "evidence" | "proofs" | "note"
> & { state: VerdictState };

export interface Answering {
  requirements: string[];
  /** Undefined clears the answers. */
  set: Given | undefined;
}

interface Answered {
  changed: number;
  entry?: number;
}

/** Answers requirements for a product, or for an asset of a site where one is named. */
export function useComponentAnswering(
  subject: ClaimSubject,
  site: string | undefined,
  said: (out: Answered, input: Answering) => string,
) {
  return useWrite<Answering, Answered>(
    async (input) => {
      const { requirements, set } = input;
      const body = {
        subjects: [subject],
        requirementSet: componentSet,
        requirements,
        ...(set ? { set } : { clear: true }),
      };
      show(subject, site, input);
      try {
        return await (site === undefined
          ? send<Answered>("PUT", "/claims", body)
          : send<Answered>("POST", url`/sites/${site}/verdicts`, body));
      } catch (problem) {
        void queries.invalidateQueries({ queryKey: keyFor(subject, site) });
        throw problem;
      }
    },
    {
      touches: site === undefined ? supplyTouches : [keyOf(url`/sites/${site}`)],
      site: site ?? "",
      said,
    },
  );
}

function keyFor(subject: ClaimSubject, site: string | undefined) {
  return site === undefined ? componentQuery(subject.id).queryKey : installedQuery(site, subject.id).queryKey;
}

/** Until the server says what an answer comes to, its state is shown as given. */
function show(subject: ClaimSubject, site: string | undefined, { requirements, set }: Answering) {
  const named = new Set(requirements);
  const state: AnswerState = set?.state ?? "unanswered";
  const given = (a: ComponentAnswer) =>
    named.has(a.requirement.id) ? { ...a, effective: { ...a.effective, state, why: undefined } } : a;
  queries.setQueryData<ComponentPosture>(
    keyFor(subject, site),
    (old) => old && { ...old, answers: old.answers.map(given), constraints: old.constraints.map(given) },
  );
}

/** The states that a component can be given, in the order of their keys 1 to 5. */
export const keyed: VerdictState[] = ["met", "partly", "not-met", "not-applicable", "compensated"];

/** Whether an answer needs more than its state. */
export function needsMore(state: VerdictState): boolean {
  return state === "partly" || state === "not-applicable" || state === "compensated";
}

/** How notes of claims begin that came from the release before. */
export const carriedOver = "Carried over from";

/** A note without the line that says where the claim came from. */
export function unmarked(note: string | undefined): string | undefined {
  return note?.startsWith(carriedOver) ? note.split("\n").slice(1).join("\n") || undefined : note;
}

/** Whether a claim came from the release before and nobody has confirmed it. */
export function toConfirm(a: ComponentAnswer): boolean {
  return a.verdict?.note?.startsWith(carriedOver) ?? false;
}

/** What an answer says, to be given once more. */
export function givenOf(v: ClaimAnswer): Given {
  const { state, reason, approver, compensating, expires, evidence, proofs, note } = v;
  return { state, reason, approver, compensating, expires, evidence, proofs, note };
}

/** Answers that are confirmed, put together where they say the same: each is given without its mark. */
export function confirming(answers: ComponentAnswer[]): Answering[] {
  const groups = new Map<string, Answering>();
  for (const { requirement, verdict } of answers) {
    if (!verdict) continue;
    const set = { ...givenOf(verdict), note: unmarked(verdict.note) };
    const name = JSON.stringify(set);
    const group = groups.get(name) ?? { requirements: [], set };
    group.requirements.push(requirement.id);
    groups.set(name, group);
  }
  return [...groups.values()];
}

export const levels = [1, 2, 3, 4] as const;

/** What is listed: requirements that come in at a level, the constraints, or all. */
export type Scope = "1" | "2" | "3" | "4" | "constraint" | "all";
export const scopes: Scope[] = ["1", "2", "3", "4", "constraint", "all"];

export interface AnswerFilter {
  scope: Scope;
  /** What is left: unanswered, what does not hold, what was carried over. */
  left: "" | "open" | "missing" | "confirm";
  search: string;
}

/** The answers of a scope, in the order of the set. */
export function inScope(posture: ComponentPosture, scope: Scope): ComponentAnswer[] {
  if (scope === "constraint") return posture.constraints;
  if (scope === "all") return [...posture.constraints, ...posture.answers];
  return posture.answers.filter((a) => a.requirement.slFrom === Number(scope));
}

export function fits(a: ComponentAnswer, f: AnswerFilter): boolean {
  if (f.left === "open" && a.effective.state !== "unanswered") return false;
  if (f.left === "missing" && a.effective.holds) return false;
  if (f.left === "confirm" && !toConfirm(a)) return false;
  const r = a.requirement;
  const within = `${r.id} ${r.title} ${r.question ?? ""} ${r.derives?.join(" ") ?? ""}`.toLowerCase();
  return f.search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word));
}

/** The scope to begin with: the lowest level with something unanswered, else all. */
export function firstScope(posture: ComponentPosture): Scope {
  const open = levels.find((l) =>
    posture.answers.some((a) => a.requirement.slFrom === l && a.effective.state === "unanswered"),
  );
  return open === undefined ? "all" : (String(open) as Scope);
}

/** What a level lacks: requirements up to it that do not hold, by foundational requirement. */
export function lacking(posture: ComponentPosture, level: number): ComponentAnswer[] {
  return posture.answers.filter((a) => (a.requirement.slFrom ?? 0) <= level && !a.effective.holds);
}
