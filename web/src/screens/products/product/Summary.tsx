import { Alert, Button, Stack, Text } from "@mantine/core";
import { ArrowRight, CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { lacking } from "../../../parts/library/component/answering";
import type { ComponentPosture } from "../../../parts/library/supply";
import { VectorBar } from "../../../parts/VectorBar";
import type { Search } from "../../../router";
import classes from "../products.module.css";
import type { View } from "./ProductPage";

interface Props {
  posture: ComponentPosture;
  /** Claims that were carried over and nobody has confirmed. */
  waiting: number;
  mayEdit: boolean;
  onView: (view: View, part?: Search) => void;
}

/** SL-C at a glance, and the one thing that is to be done next. */
export function Summary({ posture, waiting, mayEdit, onView }: Props) {
  const { t } = useTranslation("products");
  const aim = posture.target?.[0] ?? 0;
  const upTo = posture.answers.filter((a) => aim === 0 || (a.requirement.slFrom ?? 0) <= aim);
  const unanswered = upTo.filter((a) => a.effective.state === "unanswered");
  const from = Math.min(...unanswered.map((a) => a.requirement.slFrom ?? 1));
  const open = unanswered.find((a) => (a.requirement.slFrom ?? 1) === from);
  const openCount = unanswered.length;
  const constraint = posture.constraints.filter((a) => !a.effective.holds).length;
  const missing = aim > 0 ? lacking(posture, aim).length : 0;
  const answered = posture.counts.total - posture.counts.unanswered;
  return (
    <div className={classes.top}>
      <VectorBar
        achieved={posture.capable}
        target={posture.target}
        caption={t("vector", { name: posture.name })}
        names={{ target: t("list.aim"), achieved: t("list.capable") }}
      />
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t("summary.answered", { answered, total: posture.counts.total })}
        </Text>
        {posture.note && <Text size="sm">{posture.note}</Text>}
        {posture.conditional && (
          <Alert color="orange" p="xs" icon={<CircleAlert size={16} />}>
            {posture.conditional}
          </Alert>
        )}
        {mayEdit && <div className={`${classes.next} no-print`}>{next()}</div>}
      </Stack>
    </div>
  );

  function next() {
    if (waiting > 0)
      return step(t("summary.confirm", { count: waiting }), t("summary.confirmDo"), () =>
        onView("answers", { scope: "all", left: "confirm" }),
      );
    if (open)
      return step(
        aim > 0 ? t("summary.open", { count: openCount, level: aim }) : t("summary.openAll", { count: openCount }),
        t("summary.openDo", { level: open.requirement.slFrom ?? 1 }),
        () =>
          onView("answers", {
            scope: String(open.requirement.slFrom ?? 1),
            left: "open",
            requirement: open.requirement.id,
          }),
      );
    if (constraint > 0)
      return step(t("summary.constraint", { count: constraint }), t("summary.constraintDo"), () =>
        onView("answers", { scope: "constraint", left: undefined }),
      );
    if (missing > 0)
      return step(t("summary.missing", { count: missing, level: aim }), t("summary.gapsDo", { level: aim }), () =>
        onView("gaps", { level: String(aim) }),
      );
    const beyond = Math.min(4, aim + 1);
    return step(t("summary.done"), t("summary.gapsDo", { level: beyond }), () =>
      onView("gaps", { level: String(beyond) }),
    );
  }

  function step(text: string, label: string, run: () => void) {
    return (
      <>
        <Text size="sm">{text}</Text>
        <Button size="compact-sm" rightSection={<ArrowRight size={14} aria-hidden />} onClick={run}>
          {label}
        </Button>
      </>
    );
  }
}
