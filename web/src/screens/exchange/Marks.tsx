import { useQuery } from "@tanstack/react-query";
import {
  Ban,
  Check,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  History,
  Inbox,
  MessageCircleQuestion,
  Send,
  ShieldAlert,
  ShieldCheck,
  Slash,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { companiesQuery } from "../../parts/library/supply";
import classes from "./exchange.module.css";
import type { Flag } from "./filter";
import type { Answer, Package, Reply, Result } from "./types";

type Tone = "good" | "doubt" | "open" | undefined;

function Mark({ icon: Icon, tone, children }: { icon: LucideIcon; tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={13} aria-hidden />
      <span>{children}</span>
    </span>
  );
}

const states: Record<string, [LucideIcon, Tone]> = {
  sent: [Send, undefined],
  received: [Inbox, "doubt"],
  accepted: [CircleCheck, "good"],
  refused: [CircleX, "doubt"],
  draft: [CircleDashed, "open"],
};

interface StateProps {
  state: Reply["state"] | "received";
  /** It asks something, so that it is answered and not decided. */
  asks?: boolean;
}

/** Where a package or a reply stands. */
export function StateMark({ state, asks }: StateProps) {
  const { t } = useTranslation("exchange");
  const [icon, tone] = states[state] ?? [CircleDashed, undefined];
  return (
    <Mark icon={icon} tone={asks ? undefined : tone}>
      {asks && state === "received" ? t("direction.in") : t(`state.${state}`)}
    </Mark>
  );
}

/** Whether the key that signed is known as the partner's. */
export function TrustMark({ of }: { of: Pick<Package, "trusted" | "fingerprint"> }) {
  const { t } = useTranslation("exchange");
  const companies = useQuery({ ...companiesQuery, enabled: useCan()("library.read") });
  // The package says what was known when it came; the key may have been confirmed since.
  const since = (companies.data ?? []).some((c) => c.keys?.some((k) => k.trusted && k.fingerprint === of.fingerprint));
  const trusted = since || of.trusted;
  return (
    <Mark icon={trusted ? ShieldCheck : ShieldAlert} tone={trusted ? "good" : "doubt"}>
      {t(trusted ? "trust.known" : "trust.unknown")}
    </Mark>
  );
}

const answerIcons: Record<Answer | "open", [LucideIcon, Tone]> = {
  comply: [Check, "good"],
  deviate: [TriangleAlert, "doubt"],
  clarify: [MessageCircleQuestion, undefined],
  "not-applicable": [Slash, undefined],
  open: [CircleDashed, "open"],
};

/** What was answered to a line. */
export function ReplyMark({ answer }: { answer: Answer | "open" }) {
  const { t } = useTranslation("exchange");
  const [icon, tone] = answerIcons[answer];
  return (
    <Mark icon={icon} tone={tone}>
      {t(`answer.${answer}`)}
    </Mark>
  );
}

const flagIcons: Record<Flag, [LucideIcon, Tone]> = {
  problem: [CircleX, "doubt"],
  warning: [TriangleAlert, "doubt"],
  undecided: [CircleDashed, "doubt"],
  accepted: [CircleCheck, "good"],
  refused: [Ban, "doubt"],
  changed: [History, "doubt"],
  hold: [CirclePause, undefined],
};

export function FlagMark({ flag }: { flag: Flag }) {
  const { t } = useTranslation("exchange");
  const [icon, tone] = flagIcons[flag];
  return (
    <Mark icon={icon} tone={tone}>
      {t(`flag.${flag}`)}
    </Mark>
  );
}

const resultIcons: Record<Result, [LucideIcon, Tone]> = {
  open: [CircleDashed, "open"],
  passed: [CircleCheck, "good"],
  failed: [CircleX, "doubt"],
  waived: [Slash, undefined],
};

export function ResultMark({ result }: { result: Result }) {
  const { t } = useTranslation("exchange");
  const [icon, tone] = resultIcons[result];
  return (
    <Mark icon={icon} tone={tone}>
      {t(`result.${result}`)}
    </Mark>
  );
}

/** Sentences of the server, each on a line of its own. */
export function Sentences({ of, tone, label }: { of: string[]; tone?: "bad" | "calm"; label?: string }) {
  if (of.length === 0) return null;
  return (
    <ul className={classes.sentences} data-tone={tone} aria-label={label}>
      {of.map((text, i) => (
        <li key={i}>{text}</li>
      ))}
    </ul>
  );
}
