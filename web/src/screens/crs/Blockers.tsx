import { Alert, Anchor, Card, Group, Text, Title } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LinkAnchor } from "../../parts/plant/link";
import type { Blocker, BlockerKind, Outline } from "./crs";
import classes from "./crs.module.css";
import { useWays, useWaysOf } from "./places";

const kinds: BlockerKind[] = ["missing", "criteria", "not-rated", "intolerable", "not-accepted"];

/** What stands against approving the specification, each with the way to where it is dealt with. */
export function Blockers({ site, outline: o }: { site: string; outline: Outline }) {
  const { t } = useTranslation("crs");
  if (o.blockers.length === 0) {
    return (
      <Alert color="green" icon={<CircleCheck size={18} />} title={t("blockers.none")}>
        {t("blockers.noneText")}
      </Alert>
    );
  }
  const shown = kinds.filter((kind) => o.blockers.some((b) => b.kind === kind));
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="crs-blockers">
      <Title order={2} id="crs-blockers">
        {t("blockers.title", { count: o.blockers.length })}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("blockers.lead")}
      </Text>
      {shown.map((kind) => (
        <section key={kind} aria-labelledby={`crs-blockers-${kind}`}>
          <Title order={3} size="h5" id={`crs-blockers-${kind}`} mt="xs">
            {t(`blockers.${kind}`)}
          </Title>
          <ul className={classes.blockers}>
            {o.blockers
              .filter((b) => b.kind === kind)
              .map((b) => (
                <li key={b.of + b.text}>
                  <Group justify="space-between" align="flex-start" gap="xs">
                    <Text size="sm" flex="1 1 300px" className="wrap-anywhere">
                      {b.text}
                    </Text>
                    <Where site={site} blocker={b} outline={o} />
                  </Group>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}

/** The way to where a blocker is dealt with. */
function Where({ site, blocker: b, outline }: { site: string; blocker: Blocker; outline: Outline }) {
  const { t } = useTranslation("crs");
  const go = useWays(site);
  const navigate = useNavigate();
  const waysOf = useWaysOf(site);
  if (b.kind === "missing") {
    return (
      <Group gap="sm" className="no-print">
        {waysOf(b.of).map(({ label, way }) => (
          <LinkAnchor key={label} size="sm" {...way}>
            {label}
          </LinkAnchor>
        ))}
        <Anchor
          component="button"
          type="button"
          size="sm"
          aria-label={t("blockers.toPart", { clause: b.of })}
          onClick={() => void navigate({ to: ".", search: (old) => ({ ...old, tab: undefined }) })}
        >
          {b.of}
        </Anchor>
      </Group>
    );
  }
  const scenario = outline.risks.find((r) => r.key === b.of);
  const way = b.kind === "criteria" ? go("criteria") : go("risk", { scenario: scenario?.id });
  if (!way) return null;
  return (
    <LinkAnchor size="sm" className="no-print" {...way}>
      {b.kind === "criteria" ? t("way.criteria") : t("blockers.toScenario", { key: b.of })}
    </LinkAnchor>
  );
}
