import { Tooltip } from "@mantine/core";
import { CircleCheck, CircleDashed, CircleHelp, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./library.module.css";
import type { Confidence } from "./types";
import { libWord } from "./words";

const icons: Record<Confidence, LucideIcon> = { high: CircleCheck, medium: CircleDashed, low: CircleHelp };

/** How well the facts about a requirement are attested: a mark, a word, and on hover what that means. */
export function ConfidenceMark({ of, named }: { of: Confidence | undefined; named?: boolean }) {
  const { t } = useTranslation("library");
  const grade = of ?? "high";
  const Icon = icons[grade];
  return (
    <Tooltip label={t(`confidenceMeans.${grade}`)} multiline maw={300}>
      <span className={classes.mark} data-tone={grade === "high" ? "good" : grade === "low" ? "doubt" : undefined}>
        <Icon
          size={14}
          {...(named ? { "aria-hidden": true } : { role: "img", "aria-label": libWord("confidence", grade) })}
        />
        {named && <span>{libWord("confidence", grade)}</span>}
      </span>
    </Tooltip>
  );
}
