import { Anchor, Button, Group, Text, Title } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { Key } from "../../parts/Key";
import { placeOf } from "../../parts/library/places";
import { LinkButton } from "../../parts/plant/link";
import { KindOf, StateOf } from "./NodeCard";
import { nameOf, neighboursOf, type Neighbour, type TraceGraph, type TraceNode, type TraceRef } from "./trace";
import classes from "./trace.module.css";

interface Props {
  site: string;
  graph: TraceGraph;
  node: TraceNode;
  root: TraceRef;
  /** What it is joined to is shown below, as lists. */
  brief: boolean;
  onSelect: (node: TraceNode) => void;
  onBegin: (node: TraceNode) => void;
}

/** The record that is looked at: how it stands, why, what is missing, and what it is joined to. */
export function Selected({ site, graph, node: n, root, brief, onSelect, onBegin }: Props) {
  const { t } = useTranslation("xrays");
  const can = useCan();
  const place = placeOf(site, n);
  const { up, down } = neighboursOf(graph, n);
  const of = ["requirement", "target", "claim"].includes(n.kind) ? n.subject?.id : n.id;
  return (
    <section className={classes.selected} aria-label={t("chain.selected")} aria-live="polite">
      <div className={classes.head}>
        <div>
          <Text size="xs" c="dimmed">
            <KindOf kind={n.kind} />
          </Text>
          <Title order={2} size="h4">
            <Key>{n.key}</Key> {n.name !== n.key && n.name}
          </Title>
          <Group gap="xs">
            <StateOf node={n} />
            <Text size="sm">{n.why}</Text>
          </Group>
        </div>
        <Group gap="xs" className="no-print">
          {place && (
            <LinkButton size="xs" variant={n.gap ? "filled" : "default"} {...place}>
              {n.gap ? t("chain.mend") : t("chain.open")}
            </LinkButton>
          )}
          {nameOf(n) !== nameOf(root) && (
            <Button size="xs" variant="default" onClick={() => onBegin(n)}>
              {t("chain.begin")}
            </Button>
          )}
          {can("risk.read", site) && of && n.kind !== "xray" && n.kind !== "finding" && (
            <LinkButton size="xs" variant="subtle" to="/sites/$site/xrays" params={{ site }} search={{ record: of }}>
              {t("chain.xrays")}
            </LinkButton>
          )}
        </Group>
      </div>
      {n.gap && (
        <Text size="sm" className={classes.gap} component="p">
          <TriangleAlert size={14} role="img" aria-label={t("chain.missing")} /> {n.gap}
        </Text>
      )}
      {!brief && (
        <div className={classes.sides}>
          <Side title={t("chain.up")} none={t("chain.noneUp")} list={up} all={n.up} onSelect={onSelect} />
          <Side title={t("chain.down")} none={t("chain.noneDown")} list={down} all={n.down} onSelect={onSelect} />
        </div>
      )}
    </section>
  );
}

interface SideProps {
  title: string;
  none: string;
  list: Neighbour[];
  /** How many there are, shown or not. */
  all: number;
  onSelect: (node: TraceNode) => void;
}

const named = 4;

function Side({ title, none, list, all, onSelect }: SideProps) {
  const { t } = useTranslation("xrays");
  const verbs = [...new Set(list.map((x) => x.verb))];
  const hidden = all - list.length;
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600}>
        {title}
      </Text>
      {list.length === 0 && hidden <= 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {verbs.map((verb) => {
        const of = list.filter((x) => x.verb === verb);
        return (
          <Text key={verb} size="sm" component="div">
            {verb}{" "}
            {of.slice(0, named).map(({ node }, i) => (
              <span key={nameOf(node)}>
                {i > 0 && ", "}
                <Anchor component="button" type="button" size="sm" onClick={() => onSelect(node)}>
                  {node.key}
                </Anchor>
              </span>
            ))}
            {of.length > named && ` ${t("chain.more", { count: of.length - named })}`}
          </Text>
        );
      })}
      {hidden > 0 && (
        <Text size="xs" c="dimmed">
          {t("chain.walkOn", { count: hidden })}
        </Text>
      )}
    </div>
  );
}
