// Which pairs of a crosswalk are shown, from which end, and what is decided about them.

import { holds, titleIn, turned } from "../../../parts/library/catalogue";
import type { Crosswalk, Pair, PairState, RequirementSet, Strength } from "../../../parts/library/types";

/** A pair as it is shown: with titles, and the strength seen from the left. */
export interface Shown {
  pair: Pair;
  id: string;
  left: string;
  right: string;
  leftTitle: string;
  rightTitle: string;
  strength: Strength;
}

export interface PairFilter {
  search: string;
  state: string;
  strength: string;
}

export const nameOfPair = (p: Pair) => `${p.from} > ${p.to}`;

export function shownPairs(
  c: Crosswalk,
  turnedRound: boolean,
  sets: { from?: RequirementSet; to?: RequirementSet },
  f: PairFilter,
): Shown[] {
  return c.pairs
    .map((pair) => {
      const from = { id: pair.from, title: titleIn(sets.from, pair.from)?.title ?? "" };
      const to = { id: pair.to, title: titleIn(sets.to, pair.to)?.title ?? "" };
      const [left, right] = turnedRound ? [to, from] : [from, to];
      return {
        pair,
        id: nameOfPair(pair),
        left: left.id,
        right: right.id,
        leftTitle: left.title,
        rightTitle: right.title,
        strength: turnedRound ? turned(pair.strength) : pair.strength,
      };
    })
    .filter(
      (s) =>
        (!f.state || s.pair.state === f.state) &&
        (!f.strength || s.strength === f.strength) &&
        holds(`${s.left} ${s.leftTitle} ${s.right} ${s.rightTitle} ${s.pair.note ?? ""}`, f.search),
    )
    .sort((a, b) => byNumber(a.left, b.left) || byNumber(a.right, b.right));
}

const byNumber = (a: string, b: string) => a.localeCompare(b, undefined, { numeric: true });

/** What is decided about pairs: a state, a strength as it is read on the screen, or to take the decision back. */
export type Decision = { state: PairState } | { strength: Strength } | { back: true };

/** The pairs as they are sent; a strength that was chosen from the other end is turned back. */
export function decided(pairs: Shown[], decision: Decision, turnedRound: boolean) {
  return pairs.map(({ pair }) => {
    const ends = { from: pair.from, to: pair.to };
    if ("back" in decision) return { ...ends, state: "" };
    if ("state" in decision) {
      return { ...ends, state: decision.state, strength: pair.strength, whole: pair.whole };
    }
    const strength = turnedRound ? turned(decision.strength) : decision.strength;
    // A strength is somebody's word: who sets one stands behind the pair.
    const state = pair.state === "rejected" ? "rejected" : "confirmed";
    return { ...ends, state, strength, whole: strength === "subset" ? pair.whole : undefined };
  });
}
