import { Anchor, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProgramStep } from "./types";
import classes from "./program.module.css";

const few = 3;

/** What to do next, the cheapest first, as the server proposes it; each leads to where it is done. */
export function Steps({ steps, onGo }: { steps: ProgramStep[]; onGo: (step: ProgramStep) => void }) {
  const { t } = useTranslation("program");
  const [all, setAll] = useState(false);
  if (steps.length === 0) return null;
  const shown = all ? steps : steps.slice(0, few);
  return (
    <section className={classes.steps} aria-labelledby="next-steps">
      <Text fw={600} size="sm" component="h2" id="next-steps" m={0}>
        {t("steps.title")}
      </Text>
      <ol>
        {shown.map((s) => (
          <li key={s.group}>
            <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onGo(s)}>
              {s.text}
            </Anchor>
            <Text size="xs" c="dimmed">
              {s.why}
            </Text>
          </li>
        ))}
      </ol>
      {steps.length > few && (
        <Anchor component="button" type="button" size="xs" className="no-print" onClick={() => setAll(!all)}>
          {all ? t("steps.fewer") : t("steps.more", { count: steps.length - few })}
        </Anchor>
      )}
    </section>
  );
}
