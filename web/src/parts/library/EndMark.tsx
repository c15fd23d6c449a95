import { CircleX, Clock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { today } from "../risk/today";
import { formatDay } from "../TimeAgo";
import { nearness } from "./ends";
import classes from "./library.module.css";

/** A last day: its date, and a word where it is past or near. */
export function EndMark({ day }: { day: string | undefined }) {
  const { t } = useTranslation("library");
  const { is, days } = nearness(day, today());
  if (!day || is === "none") return null;
  if (is === "far") return <span className="nowrap">{formatDay(day)}</span>;
  const Icon = is === "ended" ? CircleX : Clock;
  return (
    <span className={classes.ending}>
      <span className="nowrap">{formatDay(day)}</span>
      <span className={classes.mark} data-tone="doubt">
        <Icon size={14} aria-hidden />
        <span>{is === "ended" ? t("ends.ended") : days === 0 ? t("ends.today") : t("ends.in", { count: days })}</span>
      </span>
    </span>
  );
}
