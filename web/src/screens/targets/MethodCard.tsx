import { Badge, Button, Group, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Vector } from "../../api/types";
import { LevelBadge } from "../../parts/LevelBadge";
import { BandBadge } from "../../parts/risk/BandBadge";
import { LinkAnchor } from "../../parts/plant/link";
import type { Criteria, ScenarioResult } from "../../parts/risk/types";
import type { Method, TargetProposal } from "../../parts/risk/views";
import { VectorLine } from "../../parts/VectorBar";
import classes from "./targets.module.css";

interface Props {
  site: string;
  proposal: TargetProposal;
  named: Map<string, ScenarioResult>;
  criteria: Criteria | null | undefined;
  chosen: boolean;
  /** Takes the proposal, or one of its refinements, into the decision. */
  onTake?: (method: Method, vector: Vector) => void;
}

/** What one method proposes, with its arithmetic and what is missing. */
export function MethodCard({ site, proposal: p, named, criteria, chosen, onTake }: Props) {
  const { t } = useTranslation("targets");
  return (
    <article className={classes.method} data-chosen={chosen || undefined} aria-labelledby={`method-${p.method}`}>
      <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={4} size="sm" id={`method-${p.method}`}>
          {t(`letters.${p.method}`)} {p.title}
        </Title>
        {p.default && <Badge>{t("default")}</Badge>}
        {p.crossCheck && <Badge color="gray">{t("crossCheck")}</Badge>}
      </Group>
      {p.vector ? (
        <div>
          <VectorLine target={p.vector} /> <LevelBadge level={p.overall} long />
          <Text size="xs" c="dimmed">
            {t("rule", { rule: p.rule })} {p.range && t("range", p.range)}
          </Text>
        </div>
      ) : (
        <Text size="sm" fw={600}>
          {t("noLevel")}
        </Text>
      )}
      {p.missing.length > 0 && (
        <div className={classes.missing}>
          <strong>{t("missing")}</strong>
          <ul className={classes.steps}>
            {p.missing.map((m) => (
              <li key={m}>{m}</li>
            ))}
          </ul>
        </div>
      )}
      {p.steps.length > 0 && (
        <ol className={classes.steps} aria-label={t("arithmetic")}>
          {p.steps.map((s, i) => (
            <li key={i}>{s}</li>
          ))}
        </ol>
      )}
      {p.scenarios.length > 0 && (
        <div>
          <Text size="xs" c="dimmed">
            {t("restsOn")}
          </Text>
          <ul className={classes.chips}>
            {p.scenarios.slice(0, 8).map((id) => {
              const s = named.get(id);
              return (
                <li key={id}>
                  <LinkAnchor
                    size="sm"
                    to="/sites/$site/risk"
                    params={{ site }}
                    search={{ view: "worksheet", scenario: id }}
                    title={s?.name}
                  >
                    <span className="mono">{s?.key ?? id}</span>
                  </LinkAnchor>{" "}
                  {s && <BandBadge band={s.unmitigated.band} criteria={criteria} why={s.unmitigated.why} />}
                </li>
              );
            })}
            {p.scenarios.length > 8 && <li>{t("moreScenarios", { count: p.scenarios.length - 8 })}</li>}
          </ul>
        </div>
      )}
      {p.refined.map((r) => (
        <div key={r.fr}>
          <Text size="sm">{t("refinement", { fr: r.fr, from: r.from, to: r.to, reason: r.reason })}</Text>
          {onTake && (
            <Button size="compact-xs" variant="default" onClick={() => onTake(p.method, r.vector)}>
              {t("useRefined", { fr: r.fr, to: r.to })}
            </Button>
          )}
        </div>
      ))}
      {onTake && p.vector && (
        <Button
          size="xs"
          mt="auto"
          variant={chosen ? "filled" : "default"}
          aria-label={t("useOf", { method: p.title })}
          onClick={() => p.vector && onTake(p.overall === 4 ? "owner" : p.method, p.vector)}
        >
          {t("use")}
        </Button>
      )}
    </article>
  );
}
