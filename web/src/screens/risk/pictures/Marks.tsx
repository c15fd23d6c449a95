import { Check, CircleHelp, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SubjectRisk } from "../../../parts/risk/types";
import type { FunctionAvailability } from "../../../parts/risk/views";
import classes from "./pictures.module.css";

/** Whether a risk is within what is tolerable: a sign and a word. */
export function Within({ state }: { state: SubjectRisk["state"] }) {
  const { t } = useTranslation("targets");
  const Icon = { within: Check, above: X, "not-assessed": CircleHelp }[state];
  return (
    <span className={classes.mark} data-tone={{ within: "good", above: "bad", "not-assessed": undefined }[state]}>
      <Icon size={14} aria-hidden /> {t(`map.tolerance.${state}`)}
    </span>
  );
}

/** The verdict over the availability of a function. */
export function Verdict({ of }: { of: FunctionAvailability["verdict"] }) {
  const { t } = useTranslation("targets");
  const Icon = { adequate: Check, "not-adequate": X, "not-shown": CircleHelp }[of];
  return (
    <span className={classes.mark} data-tone={{ adequate: "good", "not-adequate": "bad", "not-shown": undefined }[of]}>
      <Icon size={14} aria-hidden /> {t(`adequacy.verdict.${of}`)}
    </span>
  );
}
