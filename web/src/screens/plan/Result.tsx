import { Badge, List, Stack, Text, Title } from "@mantine/core";
import { ArrowRight } from "lucide-react";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  numberNames,
  type Found,
  type Levels,
  type ScenarioChange,
  type SubjectChange,
  type WhatIf,
} from "../../api/plan";
import { DataTable } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import { Marks } from "../../parts/plant/Marks";
import { formatNumber } from "../../parts/TimeAgo";
import { VectorLine } from "../../parts/VectorBar";
import classes from "./plan.module.css";

/** The site before and after, side by side. */
export function Result({ result }: { site: string; result: WhatIf }) {
  const { t } = useTranslation("plan");
  return (
    <Stack gap={0}>
      {result.notes.length > 0 && (
        <Section title={t("result.notes")}>
          <Sentences of={result.notes} />
        </Section>
      )}
      <div className={classes.pair}>
        <Section title={t("result.numbers")}>
          <NumberTable result={result} />
        </Section>
        <Section title={t("result.bands")}>
          {result.bands.length > 0 ? <BandTable result={result} /> : <Nothing>{t("result.noCriteria")}</Nothing>}
        </Section>
      </div>
      <Section title={t("result.scenarios", { count: result.scenariosMoved })}>
        {result.scenarios.length === 0 ? <Nothing>{t("result.noScenarios")}</Nothing> : <Scenarios result={result} />}
        {result.scenariosMoved > result.scenarios.length && (
          <Text size="xs" c="dimmed" mt={4}>
            {t("result.firstOf", { shown: result.scenarios.length, all: formatNumber(result.scenariosMoved) })}
          </Text>
        )}
      </Section>
      {result.review.length > 0 && (
        <Section title={t("result.review", { count: result.review.length })}>
          <DataTable
            caption={t("result.review", { count: result.review.length })}
            cards
            rows={result.review}
            rowKey={(r) => r.id}
            columns={[
              { id: "name", title: t("result.scenario"), cell: (r) => <Named of={r} /> },
              { id: "why", title: t("result.why"), cell: (r) => r.why },
            ]}
          />
        </Section>
      )}
      <Section title={t("result.subjects", { count: result.subjects.length })}>
        {result.subjects.length === 0 ? <Nothing>{t("result.noSubjects")}</Nothing> : <Subjects result={result} />}
      </Section>
      {(result.gainedCount > 0 || result.lostCount > 0) && (
        <div className={classes.pair}>
          <Section title={t("result.gained", { count: result.gainedCount })}>
            <Findings of={result.gained} all={result.gainedCount} />
          </Section>
          <Section title={t("result.lost", { count: result.lostCount })}>
            <Findings of={result.lost} all={result.lostCount} />
          </Section>
        </div>
      )}
      {result.depth.length > 0 && (
        <Section title={t("result.depth")}>
          <DataTable
            caption={t("result.depth")}
            cards
            rows={result.depth}
            rowKey={(d) => d.zone}
            columns={[
              { id: "zone", title: t("result.zone"), cell: (d) => <Named of={d} /> },
              {
                id: "score",
                title: t("result.layers"),
                cell: (d) => <Pair from={d.before.score} to={d.after.score} />,
              },
              {
                id: "empty",
                title: t("result.emptyLayers"),
                cell: (d) => <Pair from={d.before.empty} to={d.after.empty} />,
              },
              { id: "why", title: t("result.why"), cell: (d) => <span className={classes.why}>{d.after.why}</span> },
            ]}
          />
        </Section>
      )}
      <Section title={t("result.toDo")}>
        <Text size="sm" c="dimmed" mb={4}>
          {t("result.toDoText")}
        </Text>
        <List type="ordered" size="sm">
          {result.toDo.map((x, i) => (
            <List.Item key={i}>{x.text}</List.Item>
          ))}
        </List>
      </Section>
    </Stack>
  );
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <Title order={2} size="h4" id={id} mb={6}>
        {title}
      </Title>
      {children}
    </section>
  );
}

export function Sentences({ of }: { of: string[] }) {
  return (
    <List size="sm">
      {of.map((text) => (
        <List.Item key={text}>{text}</List.Item>
      ))}
    </List>
  );
}

export function Named({ of }: { of: { key: string; name: string } }) {
  return (
    <span>
      <Key>{of.key}</Key> {of.name !== of.key && of.name}
    </span>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}

/** Two values with an arrow between; one when nothing changed. */
export function Pair({ from, to }: { from: ReactNode; to: ReactNode }) {
  if (from === to) return <span>{to}</span>;
  return (
    <span className={classes.arrow}>
      {from} <Arrow /> <strong>{to}</strong>
    </span>
  );
}

export function Arrow() {
  const { t } = useTranslation("plan");
  return <ArrowRight size={13} role="img" aria-label={t("result.becomes")} />;
}

/** The number after, marked where fewer is better. */
function Change({ from, to, plain }: { from: number; to: number; plain?: boolean }) {
  const { t } = useTranslation("plan");
  const by = to - from;
  if (by === 0) return <span>{t("result.same")}</span>;
  const text = by > 0 ? t("result.more", { count: by }) : t("result.fewer", { count: -by });
  return <span className={plain ? undefined : by < 0 ? classes.better : classes.worse}>{text}</span>;
}

function NumberTable({ result }: { result: WhatIf }) {
  const { t } = useTranslation("plan");
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("result.numbers")}>
      <table className={classes.numbers}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("result.before")}</th>
            <th scope="col">{t("result.after")}</th>
            <th scope="col">{t("result.change")}</th>
          </tr>
        </thead>
        <tbody>
          {numberNames.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`number.${name}`)}</th>
              <td>{formatNumber(result.before[name])}</td>
              <td>{formatNumber(result.after[name])}</td>
              <td>
                <Change from={result.before[name]} to={result.after[name]} plain={name === "scenarios"} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BandTable({ result }: { result: WhatIf }) {
  const { t } = useTranslation("plan");
  const stages = ["unmitigated", "existing", "residual"] as const;
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("result.bands")}>
      <table className={classes.numbers}>
        <thead>
          <tr>
            <th scope="col">{t("result.band")}</th>
            {stages.map((stage) => (
              <th key={stage} scope="col">
                {t(`stage.${stage}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...result.bands].reverse().map(({ before, after }) => (
            <tr key={after.band}>
              <th scope="row">{after.name}</th>
              {stages.map((stage) => (
                <td key={stage}>
                  <Pair from={before[stage]} to={after[stage]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Scenarios({ result }: { result: WhatIf }) {
  const { t } = useTranslation("plan");
  const names = new Map(result.bands.map((b) => [b.after.band, b.after.name]));
  const risk = (r: { band?: string; likelihood: number; consequence: number } | undefined) =>
    r?.band
      ? t("result.rating", { band: names.get(r.band) ?? r.band, likelihood: r.likelihood, consequence: r.consequence })
      : t("result.unrated");
  const stage = (s: ScenarioChange, name: "existing" | "residual") =>
    s.after ? <Pair from={risk(s.before[name])} to={risk(s.after[name])} /> : risk(s.before[name]);
  return (
    <DataTable
      caption={t("result.scenarios", { count: result.scenariosMoved })}
      cards
      rows={result.scenarios}
      rowKey={(s) => s.id}
      columns={[
        {
          id: "name",
          title: t("result.scenario"),
          cell: (s) => (
            <div>
              <Named of={s} />{" "}
              {!s.after && (
                <Badge size="sm" variant="light" color="gray">
                  {t("result.gone")}
                </Badge>
              )}
              <div className={classes.why}>{s.why}</div>
            </div>
          ),
        },
        { id: "existing", title: t("stage.existing"), cell: (s) => stage(s, "existing") },
        { id: "residual", title: t("stage.residual"), cell: (s) => stage(s, "residual") },
      ]}
    />
  );
}

function Subjects({ result }: { result: WhatIf }) {
  const { t } = useTranslation("plan");
  const line = (l: Levels | null, missing: string) =>
    l ? <VectorLine achieved={l.achieved} target={l.target} gap={l.gap} /> : <span>{missing}</span>;
  const count = (s: SubjectChange, of: (l: Levels) => number) =>
    s.before && s.after ? <Pair from={of(s.before)} to={of(s.after)} /> : s.after ? of(s.after) : t("result.dash");
  const aim = (l: Levels | null) => (l?.target ? l.target.join(" ") : t("result.noTarget"));
  return (
    <DataTable
      caption={t("result.subjects", { count: result.subjects.length })}
      cards
      rows={result.subjects}
      rowKey={(s) => s.subject.id}
      columns={[
        {
          id: "name",
          title: t("result.subject"),
          cell: (s) => (
            <div>
              <Named of={s} /> <Marks of={{ safety: s.safety }} />
              {s.why.length > 0 && <div className={classes.why}>{s.why.join(" ")}</div>}
            </div>
          ),
        },
        {
          id: "levels",
          title: t("result.achieved"),
          cell: (s) => (
            <span className={classes.arrow}>
              {line(s.before, t("result.new"))}
              {s.before?.achieved.join() !== s.after?.achieved.join() && (
                <>
                  <Arrow /> {line(s.after, t("result.closed"))}
                </>
              )}
            </span>
          ),
        },
        {
          id: "target",
          title: t("result.target"),
          cell: (s) => (
            <span className="nowrap">
              <Pair from={aim(s.before ?? s.after)} to={aim(s.after ?? s.before)} />
            </span>
          ),
        },
        { id: "steps", title: t("result.steps"), right: true, cell: (s) => count(s, (l) => l.steps) },
        { id: "unanswered", title: t("result.unanswered"), right: true, cell: (s) => count(s, (l) => l.unanswered) },
        { id: "assets", title: t("result.assets"), right: true, cell: (s) => count(s, (l) => l.assets) },
      ]}
    />
  );
}

function Findings({ of, all }: { of: Found[]; all: number }) {
  const { t } = useTranslation("plan");
  if (of.length === 0) return <Nothing>{t("result.noFindings")}</Nothing>;
  return (
    <>
      <List size="sm">
        {of.map((f) => (
          <List.Item key={f.id}>
            {f.text}{" "}
            {f.clause && (
              <Text span size="xs" c="dimmed">
                {f.clause}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
      {all > of.length && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("result.firstOf", { shown: of.length, all: formatNumber(all) })}
        </Text>
      )}
    </>
  );
}
