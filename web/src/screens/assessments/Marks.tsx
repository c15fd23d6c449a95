import {
  ArrowDownRight,
  ArrowUpRight,
  CalendarClock,
  CircleDashed,
  CircleSlash,
  Equal,
  Minus,
  PencilLine,
  Plus,
  Replace,
  ScanEye,
  Signature,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { CampaignState, Trend } from "../../parts/library/assessment";
import { formatDay } from "../../parts/TimeAgo";
import classes from "./assessments.module.css";

const stateIcons: Record<CampaignState, [LucideIcon, string | undefined]> = {
  planned: [CircleDashed, undefined],
  open: [PencilLine, "busy"],
  "in-review": [ScanEye, "busy"],
  signed: [Signature, "good"],
  cancelled: [CircleSlash, undefined],
};

/** The state of an assessment. */
export function StateMark({ state }: { state: CampaignState }) {
  const { t } = useTranslation("assessments");
  const [Icon, tone] = stateIcons[state];
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={13} aria-hidden /> {t(`state.${state}`)}
    </span>
  );
}

const trendIcons: Record<Trend, [LucideIcon, string | undefined]> = {
  fell: [ArrowDownRight, "doubt"],
  rose: [ArrowUpRight, "good"],
  new: [Plus, undefined],
  gone: [Minus, undefined],
  other: [Replace, undefined],
  same: [Equal, undefined],
};

/** What became of an answer. */
export function TrendMark({ trend }: { trend: Trend }) {
  const { t } = useTranslation("assessments");
  const [Icon, tone] = trendIcons[trend];
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={13} aria-hidden /> {t(`trend.${trend}`)}
    </span>
  );
}

/** How much is answered, as a bar with its numbers. */
export function AnsweredBar({ answered, asked }: { answered: number; asked: number }) {
  const { t } = useTranslation("assessments");
  if (asked === 0) return <span className={classes.numbers}>{t("nothingAsked")}</span>;
  return (
    <div className={classes.bar}>
      <div className={classes.track} aria-hidden>
        <div className={classes.fill} style={{ width: `${(100 * answered) / asked}%` }} />
      </div>
      <span className={classes.numbers}>{t("answeredOf", { answered, asked })}</span>
    </div>
  );
}

/** When it is due; in words when the day is near or over. */
export function Due({ due, daysLeft }: { due: string | undefined; daysLeft?: number }) {
  const { t } = useTranslation("assessments");
  if (!due) return null;
  const late = daysLeft !== undefined && daysLeft < 0;
  const near = daysLeft !== undefined && daysLeft <= 14;
  return (
    <span>
      {formatDay(due)}{" "}
      {near && (
        <span className={classes.mark} data-tone={late ? "doubt" : "busy"}>
          {late ? <TriangleAlert size={13} aria-hidden /> : <CalendarClock size={13} aria-hidden />}
          {late ? t("late", { count: -daysLeft }) : daysLeft === 0 ? t("dueToday") : t("daysLeft", { count: daysLeft })}
        </span>
      )}
    </span>
  );
}
