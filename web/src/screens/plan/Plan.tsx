import { Alert, Badge, List, Text } from "@mantine/core";
import { CircleCheck, CircleHelp } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RoadmapPlan, RoadmapStep, SubjectLevel } from "../../api/plan";
import { DataTable } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { Key } from "../../parts/Key";
import { Marks } from "../../parts/plant/Marks";
import { formatDay, formatNumber } from "../../parts/TimeAgo";
import { VectorLine } from "../../parts/VectorBar";
import classes from "./plan.module.css";
import { Arrow, Named, Section, Sentences } from "./Result";

/** A roadmap: what it takes, its steps in order, and the levels by date. */
export function Plan({ plan }: { plan: RoadmapPlan }) {
  const { t } = useTranslation("plan");
  if (plan.subjects.length === 0) {
    return <EmptyState icon={CircleCheck} title={t("plan.nothing")} text={t("plan.nothingText")} />;
  }
  const { total } = plan;
  return (
    <>
      <dl className={classes.totals}>
        <Total name={t("plan.cost")} value={formatNumber(total.cost)} />
        <Total name={t("plan.effort")} value={formatNumber(total.effort)} />
        <Total name={t("plan.outage")} value={t("plan.hours", { hours: formatNumber(total.hours) })} />
        <Total name={t("plan.steps")} value={formatNumber(total.steps)} />
        <Total
          name={t("plan.levelSteps")}
          value={t("plan.fromTo", { before: formatNumber(total.stepsBefore), after: formatNumber(total.stepsAfter) })}
        />
      </dl>
      <Alert
        color={plan.proof.exact ? "green" : "gray"}
        icon={plan.proof.exact ? <CircleCheck size={18} /> : <CircleHelp size={18} />}
        title={plan.proof.exact ? t("plan.exact") : t("plan.bounded")}
      >
        {plan.proof.why}
      </Alert>
      {plan.unanswered > 0 && (
        <Text size="sm" mt="sm">
          {t("plan.unanswered", { count: plan.unanswered, all: plan.shortfalls })}
        </Text>
      )}
      {plan.notes.length > 0 && (
        <Section title={t("result.notes")}>
          <Sentences of={plan.notes} />
        </Section>
      )}
      {plan.steps.length > 0 && (
        <Section title={t("plan.order")}>
          <Steps plan={plan} />
        </Section>
      )}
      {plan.unplaced.length > 0 && (
        <Section title={t("plan.unplaced", { count: plan.unplaced.length })}>
          <List size="sm">
            {plan.unplaced.map((u) => (
              <List.Item key={u.step}>
                {t("plan.unplacedStep", { step: u.step, name: plan.steps[u.step - 1]?.name, why: u.why })}
              </List.Item>
            ))}
          </List>
        </Section>
      )}
      {plan.stairs.length > 0 && (
        <Section title={t("plan.stairs")}>
          <Stairs plan={plan} />
        </Section>
      )}
      {plan.open.length > 0 && (
        <Section title={t("plan.open", { count: plan.open.length })}>
          <DataTable
            caption={t("plan.open", { count: plan.open.length })}
            cards
            rows={plan.open}
            rowKey={(o) => o.subject.id + o.requirement}
            columns={[
              { id: "subject", title: t("result.subject"), cell: (o) => <Key>{o.key}</Key> },
              { id: "requirement", title: t("column.requirements"), cell: (o) => o.requirement },
              { id: "why", title: t("result.why"), cell: (o) => <div className={classes.why}>{o.why}</div> },
            ]}
          />
        </Section>
      )}
      <Section title={t("plan.subjects")}>
        <Subjects plan={plan} />
      </Section>
      <Section title={t("plan.rules")}>
        <Sentences of={plan.rules} />
      </Section>
    </>
  );
}

function Total({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Steps({ plan }: { plan: RoadmapPlan }) {
  const { t } = useTranslation("plan");
  const places = (s: RoadmapStep) => [...new Set(s.closes.map((c) => c.key))];
  const dated = plan.stairs.length > 0 || plan.unplaced.length > 0;
  return (
    <DataTable
      caption={t("plan.order")}
      cards
      rows={plan.steps}
      rowKey={(s) => s.number}
      columns={[
        { id: "number", title: t("column.number"), right: true, cell: (s) => s.number },
        {
          id: "name",
          title: t("column.step"),
          cell: (s) => (
            <div>
              {s.name}{" "}
              {s.shutdown && (
                <Badge size="sm" color="orange" variant="light">
                  {t("plan.shutdown", { hours: formatNumber(s.hours) })}
                </Badge>
              )}
              <div className={classes.why}>{s.why}</div>
            </div>
          ),
        },
        {
          id: "closes",
          title: t("column.closes"),
          cell: (s) => {
            const keys = places(s);
            return t("plan.closes", {
              count: s.closes.length,
              places: keys.length > 4 ? t("plan.places", { count: keys.length }) : keys.join(", "),
            });
          },
        },
        { id: "cost", title: t("column.cost"), right: true, cell: (s) => formatNumber(s.cost) },
        { id: "effort", title: t("column.effort"), right: true, cell: (s) => formatNumber(s.effort) },
        { id: "gain", title: t("column.gain"), right: true, cell: (s) => s.gain },
        ...(dated
          ? [
              {
                id: "date",
                title: t("column.date"),
                cell: (s: RoadmapStep) =>
                  s.date ? <span className="nowrap">{formatDay(s.date)}</span> : t("plan.noDate"),
              },
            ]
          : []),
      ]}
    />
  );
}

function Stairs({ plan }: { plan: RoadmapPlan }) {
  const { t } = useTranslation("plan");
  const targets = new Map(plan.subjects.map((s) => [s.subject.id, s.target]));
  const rising = plan.stairs.filter((s) => s.subjects.length > 0);
  if (rising.length === 0) return <Text size="sm">{t("plan.noStairs")}</Text>;
  return (
    <div>
      {rising.map((stair) => (
        <div key={stair.date} className={classes.stair}>
          <div>
            <strong className="nowrap">{formatDay(stair.date)}</strong>
            <Text size="xs" c="dimmed">
              {t("plan.byStep", { count: stair.steps.length, steps: numbers(stair.steps) })}
            </Text>
          </div>
          <ul className={classes.kept}>
            {stair.subjects.map((l) => (
              <li key={l.subject.id}>
                <Key>{l.key}</Key> <Rise of={l} target={targets.get(l.subject.id)} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** "1 to 4, 7": step numbers as people write them. */
function numbers(list: number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < list.length;) {
    let end = i;
    while (end + 1 < list.length && list[end + 1] === (list[end] ?? 0) + 1) end++;
    parts.push(end > i + 1 ? `${list[i]}–${list[end]}` : list.slice(i, end + 1).join(", "));
    i = end + 1;
  }
  return parts.join(", ");
}

function Rise({ of, target }: { of: SubjectLevel; target?: SubjectLevel["after"] }) {
  return (
    <span className={classes.arrow}>
      <VectorLine achieved={of.before} target={target} /> <Arrow /> <VectorLine achieved={of.after} target={target} />
    </span>
  );
}

function Subjects({ plan }: { plan: RoadmapPlan }) {
  const { t } = useTranslation("plan");
  return (
    <DataTable
      caption={t("plan.subjects")}
      cards
      rows={plan.subjects}
      rowKey={(s) => s.subject.id}
      columns={[
        {
          id: "name",
          title: t("result.subject"),
          cell: (s) => (
            <div>
              <Named of={s} /> <Marks of={{ safety: s.safety }} />
              <div className={classes.why}>{s.why}</div>
            </div>
          ),
        },
        { id: "target", title: t("result.target"), cell: (s) => <VectorLine target={s.target} /> },
        {
          id: "levels",
          title: t("result.achieved"),
          cell: (s) => <Rise of={s} target={s.target} />,
        },
      ]}
    />
  );
}
