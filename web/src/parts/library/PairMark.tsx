import { Tooltip } from "@mantine/core";
import { Check, CircleHelp, Equal, Link2, Minus, Plus, Blend, X, type LucideIcon } from "lucide-react";
import classes from "./library.module.css";
import type { PairState, Strength } from "./types";
import { libWord } from "./words";

const ofStrength: Record<Strength, LucideIcon> = {
  equal: Equal,
  superset: Plus,
  subset: Minus,
  intersects: Blend,
  related: Link2,
};

const ofState: Record<PairState, LucideIcon> = { suggested: CircleHelp, confirmed: Check, rejected: X };

/** How much of the other requirement an answer settles. */
export function StrengthMark({ strength }: { strength: Strength }) {
  const Icon = ofStrength[strength];
  return (
    <Tooltip label={libWord("strengthMeans", strength)} multiline maw={300}>
      <span className={classes.mark} data-tone={strength === "equal" || strength === "superset" ? "good" : undefined}>
        <Icon size={13} aria-hidden />
        <span>{libWord("strength", strength)}</span>
      </span>
    </Tooltip>
  );
}

/** Whether somebody stands behind a pair. */
export function PairStateMark({ state }: { state: PairState }) {
  const Icon = ofState[state];
  const tone = state === "confirmed" ? "good" : state === "rejected" ? "doubt" : "open";
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={13} aria-hidden />
      <span>{libWord("pairState", state)}</span>
    </span>
  );
}
