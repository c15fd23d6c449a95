import { keyOf, queries, send, url } from "../../api/api";
import { useWrite } from "../../api/write";
import { answersOf } from "../../parts/plant/queries";
import type { AnswerState, SubjectPosture, SubjectRef, Verdict, VerdictState } from "../../parts/plant/types";

/** An answer as it is given; the rest of the verdict is the server's. */
export type Given = Pick<
  Verdict,
  "reason" | "approver" | "compensating" | "expires" | "from" | "function" | "evidence" | "proofs" | "note"
> & {
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

/** What copying did: an answer that does not hold for the other subject is left out, with its reason. */
export interface Copied extends Answered {
  skipped: number;
  notCopied?: { subject: SubjectRef; requirement: string; reason: string }[];
}

/** Answers requirements; the levels that come of it are shown at once, as the server returns them. */
export function useAnswering(site: string, shown: SubjectRef, said: (out: Answered, input: Answering) => string) {
  const key = answersOf(site, shown.kind, shown.id).queryKey;
  return useWrite<Answering, Answered>(
    async (input) => {
      showState(key, input);
      try {
        const { subjects, requirements, set } = input;
        const answer = set ? { set } : { clear: true };
        return await send<Answered>("POST", url`/sites/${site}/verdicts`, { subjects, requirements, ...answer });
      } catch (problem) {
        void queries.invalidateQueries({ queryKey: key });
        throw problem;
      }
    },
    {
      touches: [keyOf(url`/sites/${site}`)],
      site,
      said,
      onSuccess: (out) => {
        const posture = out.posture?.find((p) => p.subject.kind === shown.kind && p.subject.id === shown.id);
        if (posture) queries.setQueryData(key, (old) => old && { ...old, posture });
      },
    },
  );
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
