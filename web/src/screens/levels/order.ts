import { standing, type FRPosture, type SubjectPosture } from "../../parts/plant/types";

export interface Filter {
  standing: string; // "" or met, below, none; incapable, unknown speak of SL-C
  kind: string; // "" or zone, conduit
  search: string;
  sort: string; // gap, key, unanswered, or the number of an FR
}

export function shown(subjects: SubjectPosture[], f: Filter): SubjectPosture[] {
  const text = f.search.trim().toLowerCase();
  return subjects
    .filter((s) => stands(s, f.standing))
    .filter((s) => f.kind === "" || s.subject.kind === f.kind)
    .filter((s) => `${s.key} ${s.name}`.toLowerCase().includes(text))
    .sort((a, b) => compare(a, b, f.sort) || byKey(a, b));
}

/** Whether the components are known not to be capable of the target. */
export function incapable(fr: FRPosture): boolean {
  return fr.capable !== null && fr.target !== null && fr.capable < fr.target;
}

function stands(s: SubjectPosture, how: string): boolean {
  if (how === "incapable") return s.frs.some(incapable);
  if (how === "unknown") return s.capable === null;
  return how === "" || standing(s) === how;
}

/** The widest gap first; what has no target comes last, since no gap can be stated. */
function compare(a: SubjectPosture, b: SubjectPosture, sort: string): number {
  if (sort === "key") return a.subject.kind.localeCompare(b.subject.kind) * -1;
  if (sort === "unanswered") return b.unanswered - a.unanswered;
  const targets = Number(b.target !== null) - Number(a.target !== null);
  const fr = Number(sort);
  if (sort !== "" && Number.isInteger(fr)) return targets || (b.frs[fr]?.gap ?? 0) - (a.frs[fr]?.gap ?? 0);
  return targets || b.steps - a.steps;
}

function byKey(a: SubjectPosture, b: SubjectPosture): number {
  return a.key.localeCompare(b.key, undefined, { numeric: true });
}
