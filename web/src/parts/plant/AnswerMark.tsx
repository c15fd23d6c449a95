import {
  Ban,
  Blocks,
  Check,
  CircleDashed,
  CircleHelp,
  CornerDownRight,
  HeartPulse,
  Shield,
  X,
  type LucideIcon,
} from "lucide-react";
import classes from "./AnswerMark.module.css";
import type { AnswerState } from "./types";
import { stateName } from "./words";

const icons: Record<AnswerState, LucideIcon> = {
  met: Check,
  partly: CircleDashed,
  "not-met": X,
  "not-applicable": Ban,
  compensated: Shield,
  inherited: CornerDownRight,
  "by-components": Blocks,
  "not-applied": HeartPulse,
  unanswered: CircleHelp,
};

/** The sign of an answer; never colour alone, and its name for who listens. */
export function AnswerMark({ state, named }: { state: AnswerState; named?: boolean }) {
  const Icon = icons[state];
  return (
    <span className={classes.mark} data-state={state}>
      <Icon
        size={14}
        strokeWidth={2.6}
        {...(named ? { "aria-hidden": true } : { role: "img", "aria-label": stateName(state) })}
      />
      {named && <span>{stateName(state)}</span>}
    </span>
  );
}
