import { Text, Title, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NodeWords } from "./NodeCard";
import { nameOf, neighboursOf, type Neighbour, type TraceGraph, type TraceNode } from "./trace";
import classes from "./trace.module.css";

interface Props {
  graph: TraceGraph;
  node: TraceNode;
  onSelect: (node: TraceNode) => void;
}

/** The record's neighbours as lists: one step up or down at a time, for windows too narrow for columns. */
export function WalkList({ graph, node, onSelect }: Props) {
  const { t } = useTranslation("xrays");
  const { up, down } = neighboursOf(graph, node);
  return (
    <div className={classes.walk}>
      <Steps title={t("chain.up")} none={t("chain.noneUp")} list={up} onSelect={onSelect} />
      <Steps title={t("chain.down")} none={t("chain.noneDown")} list={down} onSelect={onSelect} />
    </div>
  );
}

interface StepsProps {
  title: string;
  none: string;
  list: Neighbour[];
  onSelect: (node: TraceNode) => void;
}

function Steps({ title, none, list, onSelect }: StepsProps) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h5" mb={4}>
        {title}
      </Title>
      {list.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      <ul className={classes.steps}>
        {list.map(({ node, verb }) => (
          <li key={nameOf(node) + verb}>
            <Text size="xs" c="dimmed">
              {verb}
            </Text>
            <UnstyledButton
              className={classes.node}
              data-gap={node.gap ? true : undefined}
              onClick={() => onSelect(node)}
            >
              <NodeWords node={node} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
