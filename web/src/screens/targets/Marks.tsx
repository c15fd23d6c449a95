import { Check, CircleDashed, CircleHelp, Equal, Minus, EqualNot, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ThreatState } from "../../parts/risk/views";
import type { Compared } from "./targets";
import classes from "./targets.module.css";

const compared = { agrees: Equal, differs: EqualNot, undecided: Minus };

/** How the decided target stands to the proposal: a sign and a word, the sentence on hover. */
export function Differs({ state, why }: { state: Compared; why?: string }) {
  const { t } = useTranslation("targets");
  const Icon = compared[state];
  return (
    <span
      className={classes.mark}
      data-tone={state === "differs" ? "bad" : state === "agrees" ? "good" : undefined}
      title={why}
    >
      <Icon size={14} aria-hidden /> {t(`comparison.${state}`)}
    </span>
  );
}

const threat = { covered: Check, partly: CircleDashed, open: X, unmatched: CircleHelp };

/** How far a technique is met with. */
export function ThreatMark({ state, why }: { state: ThreatState; why?: string }) {
  const { t } = useTranslation("targets");
  const Icon = threat[state];
  const tone = { covered: "good", partly: "middling", open: "bad", unmatched: undefined }[state];
  return (
    <span className={classes.mark} data-tone={tone} title={why}>
      <Icon size={14} aria-hidden /> {t(`threats.state.${state}`)}
    </span>
  );
}
