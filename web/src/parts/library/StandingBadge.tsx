import { Tooltip } from "@mantine/core";
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  FileQuestion,
  History,
  Replace,
  type LucideIcon,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Stand, StandState } from "./evidence";
import classes from "./library.module.css";

const icons: Record<StandState, LucideIcon> = {
  valid: CircleCheck,
  stale: History,
  expired: CircleX,
  "not-yet": CircleDashed,
  contrary: Ban,
  empty: FileQuestion,
  superseded: Replace,
};

const bad: StandState[] = ["stale", "expired", "contrary", "empty"];

interface Props {
  stand: Pick<Stand, "state" | "why">;
  /** It ends within thirty days. */
  soon?: boolean;
}

/** What an evidence amounts to today: a mark and a word, and on hover the reason. */
export function StandingBadge({ stand, soon }: Props) {
  const { t } = useTranslation("library");
  const ending = stand.state === "valid" && soon;
  const Icon = ending ? Clock : icons[stand.state];
  const tone = ending || bad.includes(stand.state) ? "doubt" : stand.state === "valid" ? "good" : undefined;
  return (
    <Tooltip label={stand.why} multiline maw={320}>
      <span className={classes.mark} data-tone={tone}>
        <Icon size={14} aria-hidden />
        <span>{ending ? t("standSoon") : t(`stand.${stand.state}`)}</span>
      </span>
    </Tooltip>
  );
}
