import { Button, Group, Text } from "@mantine/core";
import { Gavel, Pencil, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./compare.module.css";
import type { ZoneComparison } from "./comparison";
import { DecisionMark } from "./Marks";

interface Props {
  of: ZoneComparison;
  mayEdit: boolean;
  onDecide: () => void;
  onWithdraw: () => void;
}

/** What was decided for a zone, what it is worth today, and the ways to decide, change or withdraw. */
export function DecisionCell({ of, mayEdit, onDecide, onWithdraw }: Props) {
  const { t } = useTranslation("risk");
  const { decision } = of;
  return (
    <div className={classes.decision} data-stale={of.standing === "stale" || undefined}>
      <DecisionMark of={of} />
      <Text size="sm">{of.says}</Text>
      {/* The server says the rationale itself where the assessment stops and the decision stands. */}
      {decision?.rationale && (decision.decision === "detailed" || of.standing === "stale") && (
        <Text size="sm" c="dimmed">
          {decision.rationale}
        </Text>
      )}
      {mayEdit && (
        <Group gap={4} className="no-print">
          <Button
            size="compact-xs"
            variant={of.standing === "stands" ? "subtle" : of.standing === "stale" ? "filled" : "default"}
            leftSection={decision ? <Pencil size={13} aria-hidden /> : <Gavel size={13} aria-hidden />}
            onClick={onDecide}
            aria-label={decision ? t("compare.changeOne", { key: of.key }) : t("compare.decideOne", { key: of.key })}
          >
            {decision ? t("compare.change") : t("compare.decide")}
          </Button>
          {decision && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              leftSection={<Undo2 size={13} aria-hidden />}
              onClick={onWithdraw}
              aria-label={t("compare.withdrawOne", { key: of.key })}
            >
              {t("compare.withdraw")}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}
