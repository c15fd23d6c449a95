import { Tooltip, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FRPosture } from "../../parts/plant/types";
import { frName } from "../../parts/plant/words";
import { incapable } from "./order";
import classes from "./levels.module.css";

interface Props {
  fr: FRPosture;
  open: boolean;
  chosen: boolean;
  controls: string;
  onClick: () => void;
}

/** One foundational requirement of one subject: SL-A, SL-T, SL-C, gap, and whether answers are missing. */
export function Cell({ fr, open, chosen, controls, onClick }: Props) {
  const { t } = useTranslation(["plant", "capability"]);
  const unanswered = [...(fr.toTarget ?? []), ...(fr.target === null ? (fr.stops ?? []) : [])].some(
    (s) => s.state === "unanswered",
  );
  const spoken = [
    frName(fr.fr),
    t("levels.spokenAchieved", { achieved: fr.achieved }),
    fr.target === null ? t("levels.noTarget") : t("levels.spokenTarget", { target: fr.target }),
    fr.capable === null ? t("capability:cell.spokenNone") : t("capability:cell.spoken", { capable: fr.capable }),
    fr.gap > 0 && t("levels.spokenGap", { count: fr.gap }),
    incapable(fr) && t("capability:legend.short"),
    unanswered && t("levels.open"),
  ]
    .filter(Boolean)
    .join(", ");
  return (
    <Tooltip label={fr.reason} multiline maw={340} disabled={!fr.reason}>
      <UnstyledButton
        className={classes.cell}
        data-level={fr.achieved}
        data-open={unanswered || undefined}
        data-chosen={chosen || undefined}
        aria-expanded={open}
        aria-controls={controls}
        onClick={onClick}
      >
        <VisuallyHidden>{spoken}</VisuallyHidden>
        {unanswered && <span className={classes.hatch} aria-hidden />}
        <span className={classes.achieved} aria-hidden>
          {fr.achieved}
        </span>
        {fr.gap > 0 && (
          <span className={classes.missing} aria-hidden>
            {t("drawing.missing", { steps: fr.gap })}
          </span>
        )}
        <span className={classes.beside} aria-hidden>
          <span>{t("capability:cell.target", { target: fr.target ?? t("levels.dash") })}</span>
          <span className={classes.capable} data-short={incapable(fr) || undefined}>
            {t("capability:cell.capable", { capable: fr.capable ?? t("levels.dash") })}
          </span>
        </span>
      </UnstyledButton>
    </Tooltip>
  );
}
