import { Text } from "@mantine/core";
import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { kindName } from "../../parts/words";
import type { TraceNode } from "./trace";
import classes from "./trace.module.css";

/** Whether a record does its part: by sign and word. */
export function StateOf({ node: n }: { node: TraceNode }) {
  const { t } = useTranslation("xrays");
  const known = typeof n.holds === "boolean";
  if (!known && !n.state) return null;
  const Icon = n.holds ? CircleCheck : CircleX;
  return (
    <span className={classes.state} data-holds={known ? String(n.holds) : undefined}>
      {known && <Icon size={13} role="img" aria-label={t(n.holds ? "chain.holds" : "chain.holdsNot")} />} {n.state}
    </span>
  );
}

/** The name of a kind of record; elsewhere a finding stands for what was decided about it. */
export function KindOf({ kind }: { kind: string }) {
  const { t } = useTranslation("xrays");
  return kind === "finding" ? t("chain.finding") : kindName(kind);
}

/** What a record shows of itself in a column or a list. */
export function NodeWords({ node: n }: { node: TraceNode }) {
  const { t } = useTranslation("xrays");
  return (
    <>
      <Text size="xs" c="dimmed" component="span" className={classes.kind}>
        <KindOf kind={n.kind} />
      </Text>
      <span className={classes.name}>
        <Key>{n.key}</Key> {n.name !== n.key && n.name}
      </span>
      <StateOf node={n} />
      {n.gap && (
        <span className={classes.gap}>
          <TriangleAlert size={13} role="img" aria-label={t("chain.missing")} /> {n.gap}
        </span>
      )}
    </>
  );
}
