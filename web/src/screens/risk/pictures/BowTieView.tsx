import { Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileDown, Printer } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { LinkAnchor } from "../../../parts/plant/link";
import { BandBadge } from "../../../parts/risk/BandBadge";
import type { Criteria, RiskResult, Scenario } from "../../../parts/risk/types";
import { riskWord } from "../../../parts/risk/words";
import { BowTie } from "./BowTie";
import { bowsOf, holding, holdingSigns, type Barrier, type Bow } from "./bowtie";
import classes from "./pictures.module.css";
import { save, standalone } from "./svgFile";

interface Props {
  site: string;
  risk: RiskResult;
  criteria: Criteria;
  records: Scenario[];
}

/** The bow-tie of a scenario or of all that share a top event, with the same in words below it. */
export function BowTieView({ site, risk, criteria, records }: Props) {
  const { t } = useTranslation("targets");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const picture = useRef<HTMLDivElement>(null);
  const bows = bowsOf(records, risk.scenarios);
  const bow = bows.find((b) => b.wings.some((w) => w.scenario.key === search.bow)) ?? bows[0];
  if (!bow) return <Text size="sm">{t("bowtie.none")}</Text>;
  const download = () => {
    const svg = picture.current?.querySelector("svg");
    if (svg) save(`bow-tie-${bow.key}.svg`, standalone(svg));
  };
  return (
    <Stack>
      <Group align="flex-end" gap="sm" className="no-print">
        <Select
          label={t("bowtie.choose")}
          description={t("bowtie.chooseHint")}
          data={bows.map((b) => ({ value: b.key, label: labelOf(b) }))}
          value={bow.key}
          allowDeselect={false}
          searchable
          onChange={(v) =>
            void navigate({ to: ".", search: (old) => ({ ...old, bow: v ?? undefined }), replace: true })
          }
          flex="1 1 300px"
          maw={560}
        />
        <Button variant="default" leftSection={<FileDown size={16} aria-hidden />} onClick={download}>
          {t("bowtie.download")}
        </Button>
        <Button variant="default" leftSection={<Printer size={16} aria-hidden />} onClick={() => print()}>
          {t("bowtie.print")}
        </Button>
      </Group>
      <ul className={classes.legend} aria-label={t("bowtie.legend")}>
        {(["holds", "later", "fails"] as const).map((h) => (
          <li key={h}>
            <span className={classes.holding} data-holding={h}>
              {holdingSigns[h]}
            </span>{" "}
            {t(`bowtie.holding.${h}`)}
          </li>
        ))}
      </ul>
      <div ref={picture} className="scroll-x" tabIndex={0} role="region" aria-label={t("bowtie.picture")}>
        <BowTie bow={bow} criteria={criteria} />
      </div>
      <section aria-labelledby="words-title">
        <Title order={3} id="words-title" mb="xs">
          {t("bowtie.words")}
        </Title>
        <Text size="sm" mb="xs">
          {t("bowtie.event", { event: bow.topEvent })}
        </Text>
        {bow.wings.map(({ scenario, record, preventive, mitigating }) => (
          <section key={scenario.id} className={classes.wing}>
            <Text size="sm" fw={600}>
              <LinkAnchor
                inherit
                to="/sites/$site/risk"
                params={{ site }}
                search={{ view: "worksheet", scenario: scenario.id }}
              >
                <Key>{scenario.key}</Key> {scenario.name}
              </LinkAnchor>{" "}
              <BandBadge band={scenario.residual.band} criteria={criteria} why={scenario.residual.why} />
            </Text>
            <Text size="sm">{t("bowtie.cause", { cause: record.cause || t("bowtie.noCause") })}</Text>
            <Barriers title={t("bowtie.preventive")} none={t("bowtie.noPreventive")} list={preventive} />
            <Text size="sm">
              {t("bowtie.consequence", { consequence: record.consequence || t("bowtie.noConsequence") })}
            </Text>
            <Barriers title={t("bowtie.mitigating")} none={t("bowtie.noMitigating")} list={mitigating} />
          </section>
        ))}
      </section>
    </Stack>
  );
}

function Barriers({ title, none, list }: { title: string; none: string; list: Barrier[] }) {
  if (list.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <>
      <Text size="sm">{title}</Text>
      <ul className={classes.plain}>
        {list.map(({ name, credit }) => (
          <li key={credit.safeguard}>
            <span className={classes.holding} data-holding={holding(credit)}>
              {holdingSigns[holding(credit)]} {riskWord("creditState", credit.state)}
            </span>{" "}
            <strong>{name}</strong> {credit.why}
          </li>
        ))}
      </ul>
    </>
  );
}

function labelOf(bow: Bow): string {
  return `${bow.wings.map((w) => w.scenario.key).join(", ")} ${bow.topEvent}`;
}
