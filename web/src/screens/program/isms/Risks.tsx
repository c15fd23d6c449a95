import { Badge, Checkbox, Select, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { conduitsOf, zonesOf } from "../../../parts/plant/queries";
import classes from "../coverage.module.css";
import type { Isms, IsmsRisk, NodeRef } from "./isms";

interface Props {
  site: string;
  seen: Isms;
  take: ReadonlySet<number>;
  nodes: Record<number, NodeRef>;
  onTake: (rows: ReadonlySet<number>) => void;
  onNodes: (nodes: Record<number, NodeRef>) => void;
}

/** The risks of a register: those that concern the plant first, to become drafts of scenarios one by one. */
export function Risks({ site, seen, take, nodes, onTake, onNodes }: Props) {
  const { t } = useTranslation("program");
  const [others, setOthers] = useState(false);
  const read = seen.risks.filter((r) => r.outcome === "read");
  const shown = read.filter((r) => others || r.concerns);
  const rest = read.length - read.filter((r) => r.concerns).length;
  const toggle = (row: number) => {
    const next = new Set(take);
    if (!next.delete(row)) next.add(row);
    onTake(next);
  };
  return (
    <Stack gap="sm">
      <Title order={3}>{t("isms.risks", { count: read.length - rest })}</Title>
      <Text size="sm">{t("isms.risksText")}</Text>
      {shown.length === 0 && <Text size="sm">{t("isms.noRisks")}</Text>}
      {shown.length > 0 && (
        <ul className={classes.lines} aria-label={t("isms.riskLines")}>
          {shown.map((r) => (
            <Risk
              key={r.row}
              site={site}
              risk={r}
              taken={take.has(r.row)}
              node={nodes[r.row] ?? r.node ?? undefined}
              refusals={refusalsOf(seen, r.row)}
              onTake={() => toggle(r.row)}
              onNode={(n) => {
                const next = { ...nodes };
                if (n) next[r.row] = n;
                else delete next[r.row];
                onNodes(next);
              }}
            />
          ))}
        </ul>
      )}
      {rest > 0 && (
        <Checkbox
          label={t("isms.others", { count: rest })}
          checked={others}
          onChange={(e) => setOthers(e.currentTarget.checked)}
        />
      )}
    </Stack>
  );
}

/** Why a row that was taken cannot become a scenario. */
function refusalsOf(seen: Isms, row: number): string[] {
  const drafts = (seen.scenarios?.rows ?? []).filter((x) => x.row === row && x.outcome === "refuse");
  return drafts.flatMap((x) => (x.refusals ?? []).map((f) => f.reason));
}

interface RiskProps {
  site: string;
  risk: IsmsRisk;
  taken: boolean;
  node: NodeRef | undefined;
  refusals: string[];
  onTake: () => void;
  onNode: (node: NodeRef | undefined) => void;
}

function Risk({ site, risk: r, taken, node, refusals, onTake, onNode }: RiskProps) {
  const { t } = useTranslation("program");
  const zones = useQuery(zonesOf(site)).data ?? [];
  const conduits = useQuery(conduitsOf(site)).data ?? [];
  const facts = [
    r.asset && t("isms.fact.asset", { value: r.asset }),
    r.likelihood && t("isms.fact.likelihood", { value: r.likelihood }),
    r.impact && t("isms.fact.impact", { value: r.impact }),
    r.rating && t("isms.fact.rating", { value: r.rating }),
    r.treatment && t("isms.fact.treatment", { value: r.treatment }),
  ].filter(Boolean);
  const Icon = r.concerns ? CircleCheck : CircleDashed;
  const choices = [
    { group: t("isms.zones"), items: zones.map((z) => ({ value: `zone ${z.id}`, label: `${z.key} ${z.name}` })) },
    {
      group: t("isms.conduits"),
      items: conduits.map((c) => ({ value: `conduit ${c.id}`, label: `${c.key} ${c.name}` })),
    },
  ];
  return (
    <li className={classes.line}>
      <div className={classes.marks}>
        <Checkbox
          size="sm"
          label={`${r.id || t("isms.row", { row: r.row })} ${r.title}`}
          checked={taken}
          onChange={onTake}
        />
        <Badge color={r.concerns ? "petrol" : "gray"} variant="light" leftSection={<Icon size={12} aria-hidden />}>
          {r.concerns ? t("isms.concerns") : t("isms.concernsNot")}
        </Badge>
        {r.scenario && <Badge color="gray">{t("isms.before", { key: r.scenario })}</Badge>}
      </div>
      <Text size="sm">{r.why}</Text>
      {facts.length > 0 && (
        <Text size="xs" c="dimmed">
          {facts.join(" · ")}
        </Text>
      )}
      {(r.like ?? []).length > 0 && (
        <Text size="xs" c="dimmed" component="div">
          {t("isms.like")}{" "}
          {(r.like ?? []).slice(0, 3).map((s) => (
            <span key={s.id}>
              <Key>{s.key}</Key> {s.name}
              {"; "}
            </span>
          ))}
        </Text>
      )}
      {taken && (
        <Select
          mt={6}
          size="xs"
          maw={360}
          label={t("isms.node")}
          placeholder={t("isms.nodeHint")}
          searchable
          clearable
          data={choices}
          value={node ? `${node.kind} ${node.id}` : null}
          onChange={(v) => {
            const [kind, id] = (v ?? "").split(" ");
            onNode(id ? { kind: kind as NodeRef["kind"], id } : undefined);
          }}
        />
      )}
      {refusals.map((text) => (
        <Text key={text} size="sm" c="red">
          {text}
        </Text>
      ))}
    </li>
  );
}
