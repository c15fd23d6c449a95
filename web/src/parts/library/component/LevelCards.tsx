import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ComponentPosture } from "../supply";
import { inScope, scopes, type Scope } from "./answering";
import classes from "./component.module.css";

interface Props {
  posture: ComponentPosture;
  scope: Scope;
  onScope: (scope: Scope) => void;
}

/** How far the answers have come at each level; pressing one lists its requirements. */
export function LevelCards({ posture, scope, onScope }: Props) {
  const { t } = useTranslation("library");
  const aim = posture.target?.[0] ?? 0;
  return (
    <div className={classes.levels} role="group" aria-label={t("component.levels")}>
      {scopes.map((s) => {
        const of = inScope(posture, s);
        const open = of.filter((a) => a.effective.state === "unanswered").length;
        const holds = of.filter((a) => a.effective.holds).length;
        return (
          <UnstyledButton key={s} className={classes.level} aria-pressed={s === scope} onClick={() => onScope(s)}>
            <strong>{t(`component.scope.${s}`)}</strong>
            <span className={classes.progress} aria-hidden>
              <span data-part="holds" style={{ flexGrow: holds }} />
              <span data-part="fails" style={{ flexGrow: of.length - holds - open }} />
              <span data-part="open" style={{ flexGrow: open }} />
            </span>
            <span>{t("component.answered", { answered: of.length - open, total: of.length })}</span>
            <small>
              {s === "constraint"
                ? t("component.always")
                : s === "all"
                  ? t("component.holding", { count: holds, holds })
                  : aim === 0
                    ? t("component.holding", { count: holds, holds })
                    : Number(s) <= aim
                      ? t("component.aimed")
                      : t("component.beyond")}
            </small>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
