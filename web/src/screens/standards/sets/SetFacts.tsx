import { Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RequirementSet } from "../../../parts/library/types";
import { libWord } from "../../../parts/library/words";
import classes from "./sets.module.css";

/** What a set is: its standard and edition, the version of the data, whom it speaks to. */
export function SetFacts({ set, added }: { set: RequirementSet; added: boolean }) {
  const { t } = useTranslation("standards");
  const enhancements = set.requirements.filter((r) => r.parent).length;
  const facts = [
    libWord("setKind", set.kind),
    set.edition && t("series.edition", { edition: set.edition }),
    set.corrigendum,
    t("set.version", { version: set.version }),
    enhancements > 0
      ? t("set.counts", { count: set.requirements.length, enhancements })
      : t("set.count", { count: set.requirements.length }),
    added && t("sets.added"),
  ];
  return (
    <div>
      <Title order={2}>
        {set.standard} {set.title !== set.standard && <span className={classes.subtitle}>{set.title}</span>}
      </Title>
      <Text size="sm" c="dimmed">
        {facts.filter(Boolean).join(" · ")}
      </Text>
      {set.attribution && (
        <Text size="xs" c="dimmed" maw="80ch">
          {set.attribution}
        </Text>
      )}
      {set.maturity && set.maturity.length > 0 && (
        <details className={classes.maturity}>
          <summary>{t("set.maturity")}</summary>
          <dl>
            {set.maturity.map((m) => (
              <div key={m.level}>
                <dt>{t("set.ml", { level: m.level, name: m.name })}</dt>
                <dd>{m.summary}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}
