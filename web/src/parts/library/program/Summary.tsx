import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RequirementSet } from "../types";
import { MaturityBadge } from "./Maturity";
import classes from "./program.module.css";
import type { ProgramGroup } from "./types";

interface Props {
  group: ProgramGroup;
  rated: boolean;
  scale: RequirementSet["maturity"];
}

/** Where a heading, or all of the program, stands: maturity, target, how much is answered, and the server's reason. */
export function Summary({ group: g, rated, scale }: Props) {
  const { t } = useTranslation("program");
  const { total, holds, unanswered } = g.counts;
  const fails = total - holds - unanswered;
  return (
    <div className={classes.summary}>
      {rated && (
        <Group gap="lg">
          <Figure name={t("maturity.shown")}>
            <MaturityBadge level={g.maturity} scale={scale} />
          </Figure>
          <Figure name={t("maturity.target")}>
            {g.target === null ? t("maturity.noTarget") : <MaturityBadge level={g.target} scale={scale} />}
          </Figure>
          {g.target !== null && (
            <Figure name={t("maturity.gapName")}>
              {g.gap > 0 ? <span className="gap">{t("maturity.minus", { gap: g.gap })}</span> : t("maturity.noGap")}
            </Figure>
          )}
        </Group>
      )}
      <div className={classes.progress} role="img" aria-label={t("counts", { holds, fails, open: unanswered })}>
        <span data-part="holds" style={{ flexGrow: holds }} />
        <span data-part="fails" style={{ flexGrow: fails }} />
        <span data-part="open" style={{ flexGrow: unanswered }} />
      </div>
      <Text size="xs" c="dimmed">
        {t("answered", { answered: total - unanswered, total })} {t("counts", { holds, fails, open: unanswered })}
      </Text>
      <Text size="sm" aria-live="polite">
        {g.reason}
      </Text>
    </div>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  );
}
