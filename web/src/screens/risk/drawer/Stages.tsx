import { Text } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { BandBadge } from "../../../parts/risk/BandBadge";
import type { Criteria, Flag, ScenarioResult } from "../../../parts/risk/types";
import { riskWord } from "../../../parts/risk/words";
import classes from "./drawer.module.css";

const stages = ["unmitigated", "existing", "residual"] as const;

/** The risk before any safeguard, with those that exist, and with the planned ones, each with its reason. */
export function Stages({ result, criteria }: { result: ScenarioResult; criteria: Criteria | null }) {
  const { t } = useTranslation("risk");
  return (
    <>
      <dl className={classes.stages}>
        {stages.map((stage) => (
          <Fragment key={stage}>
            <dt>{t(`stage.${stage}`)}</dt>
            <dd>
              <BandBadge band={result[stage].band} criteria={criteria} />
            </dd>
            <dd>
              <Text size="sm">{result[stage].why}</Text>
            </dd>
          </Fragment>
        ))}
      </dl>
      <Text size="sm" mt="xs">
        {result.hackableWhy}
      </Text>
      {[...result.overrides, ...result.conditions].map((sentence) => (
        <Text key={sentence} size="sm" mt={4}>
          {sentence}
        </Text>
      ))}
    </>
  );
}

/** What somebody has to look at, the gravest first, each with how to mend it. */
export function Flags({ flags }: { flags: Flag[] }) {
  const order = ["high", "medium", "low"];
  const sorted = [...flags].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return (
    <ul className={classes.flags}>
      {sorted.map((f) => (
        <li key={f.code + f.text} data-severity={f.severity}>
          <Text size="sm" fw={600}>
            {riskWord("flag", f.code)}
          </Text>
          <Text size="sm">{f.text}</Text>
          <Text size="sm" c="dimmed">
            {f.mend}
          </Text>
        </li>
      ))}
    </ul>
  );
}
