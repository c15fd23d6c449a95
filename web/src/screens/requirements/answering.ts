import { keyOf, queries, send, url } from "../../api/api";
import { useWrite } from "../../api/write";
import { grouped } from "../../parts/plant/grouped";
import { answersOf } from "../../parts/plant/queries";
import type { AnswerState, SubjectPosture, SubjectRef, Verdict, VerdictState } from "../../parts/plant/types";

/** An answer as it is given; the rest of the verdict is the server's. */
export type Given = Pick<Verdict, "reason" | "approver" | "compensating" | "expires" | "from" | "evidence" | "note"> & {
  state: VerdictState;
};

export interface Answering {
  subjects: SubjectRef[];
  requirements: string[];
  /** Undefined clears the answers. */
  set: Given | undefined;
}

export interface Answered {
  changed: number;
  entry?: number;
  posture: SubjectPosture[] | null;
}

/** Answers requirements; the levels that come of it are shown at once, as the server returns them. */
export function useAnswering(
  site: string,
  shown: SubjectRef,
  undoable: boolean,
  said: (out: Answered, input: Answering) => string,
) {
  const key = answersOf(site, shown.kind, shown.id).queryKey;
  return useWrite<Answering, Answered>(
    async (input) => {
      showState(key, input);
      try {
        return await give(site, input);
      } catch (problem) {
        void queries.invalidateQueries({ queryKey: key });
        throw problem;
      }
    },
    {
      touches: [keyOf(url`/sites/${site}`)],
      site: undoable ? site : undefined,
      said,
      onSuccess: (out) => {
        const posture = out.posture?.find((p) => p.subject.kind === shown.kind && p.subject.id === shown.id);
        if (posture) queries.setQueryData(key, (old) => old && { ...old, posture });
      },
    },
  );
}

export function give(site: string, { subjects, requirements, set }: Answering): Promise<Answered> {
  const answer = set ? { set } : { clear: true };
  return send<Answered>("POST", url`/sites/${site}/verdicts`, { subjects, requirements, ...answer });
}

/** Until the server says what an answer comes to, its state is shown as given. */
function showState(key: ReturnType<typeof answersOf>["queryKey"], { requirements, set }: Answering) {
  const named = new Set(requirements);
  const state: AnswerState = set?.state ?? "unanswered";
  queries.setQueryData(key, (old) => {
    if (!old) return old;
    const items = old.items.map((a) =>
      named.has(a.requirement.id) ? { ...a, effective: { ...a.effective, state, why: undefined } } : a,
    );
    return { ...old, items };
  });
}

/** What of a verdict is given by a person, to be given again elsewhere. */
export function givenBy(v: Verdict): Given {
  const { state, reason, approver, compensating, expires, from, evidence, note } = v;
  return { state, reason, approver, compensating, expires, from, evidence, note };
}

/** Requirements with the same answer, so that each answer is sent once. */
export function alike(verdicts: Verdict[]): { set: Given; requirements: string[] }[] {
  const groups = grouped(verdicts, (v) => JSON.stringify(givenBy(v)));
  return [...groups.values()].flatMap((of) =>
    of[0] ? { set: givenBy(of[0]), requirements: of.map((v) => v.requirement) } : [],
  );
}
