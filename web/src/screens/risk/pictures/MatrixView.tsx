import { Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { LinkAnchor } from "../../../parts/plant/link";
import { BandBadge } from "../../../parts/risk/BandBadge";
import { consequenceName, likelihoodName } from "../../../parts/risk/levels";
import type { Criteria, RiskResult, ScenarioResult } from "../../../parts/risk/types";
import type { Search } from "../../../router";
import { Matrix } from "./Matrix";
import classes from "./pictures.module.css";
import { bandLetters, stages, toneOf, type Stage } from "./stages";

interface Props {
  site: string;
  risk: RiskResult;
  criteria: Criteria;
}

/** The risk matrix at three stages side by side; a cell opens to its scenarios, a scenario shows its way through all three. */
export function MatrixView({ site, risk, criteria }: Props) {
  const { t } = useTranslation("targets");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const go = (change: Search) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const letters = bandLetters(criteria);
  const [stage, l, c] = String(search.cell ?? "").split(".");
  const cell = stages.includes(stage as Stage) ? risk.matrix.cells[Number(l)]?.[Number(c)] : undefined;
  const keys = cell?.[stage as Stage] ?? [];
  const byKey = new Map(risk.scenarios.map((s) => [s.key, s]));
  const followed = risk.scenarios.find((s) => s.key === search.follow);
  const rated = risk.scenarios.filter((s) => !s.opportunity);
  return (
    <Stack>
      <Group gap="md" align="flex-end">
        <Select
          label={t("matrix.follow")}
          description={t("matrix.followHint")}
          data={rated.map((s) => ({ value: s.key, label: `${s.key} ${s.name}` }))}
          value={followed?.key ?? null}
          onChange={(v) => go({ follow: v ?? undefined })}
          searchable
          clearable
          miw={300}
          className="no-print"
        />
        <ul className={classes.legend} aria-label={t("matrix.legend")}>
          {risk.bands.map((b) => (
            <li key={b.band}>
              <span className={classes.swatch} {...toneOf(criteria, b.band)}>
                {letters.get(b.band)}
              </span>{" "}
              {t("matrix.band", { name: b.name, before: b.unmitigated, today: b.existing, residual: b.residual })}
            </li>
          ))}
          {risk.unrated > 0 && <li>{t("matrix.unrated", { count: risk.unrated })}</li>}
        </ul>
      </Group>
      <div className={classes.matrices}>
        {stages.map((s) => (
          <section key={s} aria-labelledby={`matrix-${s}`}>
            <Title order={3} id={`matrix-${s}`} size="sm" mb={4}>
              {t(`stage.${s}`)}
            </Title>
            <Matrix
              stage={s}
              criteria={criteria}
              cells={risk.matrix.cells}
              letters={letters}
              chosen={stage === s ? `${l}.${c}` : undefined}
              followed={followed}
              onCell={(at) => go({ cell: at && `${s}.${at}` })}
            />
          </section>
        ))}
      </div>
      {followed && <Way scenario={followed} criteria={criteria} site={site} />}
      {cell && (
        <section className={classes.panel} aria-labelledby="cell-title">
          <Group justify="space-between" mb="xs">
            <Title order={3} id="cell-title" size="sm">
              {t("matrix.cellTitle", {
                stage: t(`stage.${stage as Stage}`),
                likelihood: likelihoodName(criteria, Number(l) + 1),
                consequence: consequenceName(criteria, Number(c) + 1),
              })}
            </Title>
            <Button size="compact-sm" variant="default" onClick={() => go({ cell: undefined })}>
              {t("matrix.closeCell")}
            </Button>
          </Group>
          {keys.length === 0 && <Text size="sm">{t("matrix.emptyCell")}</Text>}
          <ul className={classes.plain}>
            {keys.map((key) => {
              const s = byKey.get(key);
              if (!s) return null;
              return (
                <li key={key}>
                  <LinkAnchor
                    size="sm"
                    to="/sites/$site/risk"
                    params={{ site }}
                    search={{ view: "worksheet", scenario: s.id }}
                  >
                    <Key>{key}</Key> {s.name}
                  </LinkAnchor>{" "}
                  <BandBadge band={s[stage as Stage].band} criteria={criteria} why={s[stage as Stage].why} />{" "}
                  <Button size="compact-xs" variant="subtle" onClick={() => go({ follow: key })}>
                    {t("matrix.followOne")}
                  </Button>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </Stack>
  );
}

/** How one scenario moves from stage to stage, in the server's words. */
function Way({ scenario, criteria, site }: { scenario: ScenarioResult; criteria: Criteria; site: string }) {
  const { t } = useTranslation("targets");
  return (
    <section className={classes.panel} aria-labelledby="way-title">
      <Title order={3} id="way-title" size="sm" mb="xs">
        {t("matrix.way")}{" "}
        <LinkAnchor
          inherit
          to="/sites/$site/risk"
          params={{ site }}
          search={{ view: "pictures", picture: "bowtie", bow: scenario.key }}
        >
          <Key>{scenario.key}</Key> {scenario.name}
        </LinkAnchor>
      </Title>
      <ol className={classes.plain}>
        {stages.map((s) => (
          <li key={s}>
            <strong>{t(`stage.${s}`)}:</strong> <BandBadge band={scenario[s].band} criteria={criteria} />{" "}
            {scenario[s].why}
          </li>
        ))}
      </ol>
    </section>
  );
}
