import { CirclePause } from "lucide-react";
import type { ReactNode } from "react";
import i18n from "../../i18n";
import { Key } from "../../parts/Key";
import { AnswerMark } from "../../parts/plant/AnswerMark";
import type { Line } from "./crs";
import classes from "./crs.module.css";

interface LineColumn {
  size: number;
  /** Takes the room that is left over. */
  grows?: boolean;
  cell: (line: Line) => ReactNode;
}

export const cells = ["number", "subject", "requirement", "target", "serves", "state", "verification", "hold"] as const;

/** The columns of the requirements, on the screen and on paper. */
export const columns: Record<(typeof cells)[number], LineColumn> = {
  number: { size: 92, cell: (l) => <span className="mono">{l.number}</span> },
  subject: {
    size: 74,
    cell: (l) => (
      <span title={l.subjectName}>
        <Key>{l.subjectKey}</Key>
      </span>
    ),
  },
  requirement: {
    size: 260,
    grows: true,
    cell: (l) => (
      <>
        <Key>{l.requirement}</Key> {l.title}
      </>
    ),
  },
  target: { size: 78, cell: (l) => (l.own ? "" : i18n.t("common:level.long", { level: l.target })) },
  serves: {
    size: 150,
    cell: (l) => (
      <span title={l.traceWhy} className={l.serves.length === 0 ? classes.none : undefined}>
        {l.serves.length === 0 ? i18n.t("crs:lines.servesNone") : l.serves.join(", ")}
      </span>
    ),
  },
  state: {
    size: 164,
    cell: (l) => (
      <span title={l.stateWhy}>{l.own ? i18n.t("crs:lines.ownState") : <AnswerMark state={l.state} named />}</span>
    ),
  },
  verification: {
    size: 190,
    cell: (l) => <span title={l.verificationWhy}>{i18n.t(`crs:verification.${l.verification}`)}</span>,
  },
  hold: {
    size: 104,
    cell: (l) =>
      l.holdPoint && (
        <span title={l.holdPointWhy} className={classes.hold}>
          <CirclePause size={14} aria-hidden /> {i18n.t("crs:line.holdShort")}
        </span>
      ),
  },
};
