import { Badge } from "@mantine/core";
import { CircleCheck, CircleDashed, CircleHelp, CircleStop, ListTree, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ZoneComparison } from "./comparison";

const states = {
  within: { icon: CircleCheck, color: "green" },
  above: { icon: TriangleAlert, color: "orange" },
  "not-assessable": { icon: CircleHelp, color: "gray" },
};

/** How the initial risk stands to what is tolerable. */
export function StateMark({ of }: { of: ZoneComparison }) {
  const { t } = useTranslation("risk");
  const { icon: Icon, color } = states[of.state];
  return (
    <Badge color={color} leftSection={<Icon size={12} aria-hidden />}>
      {t(`compare.state.${of.state}`)}
    </Badge>
  );
}

/** What was decided for a zone, and whether it still stands. */
export function DecisionMark({ of }: { of: ZoneComparison }) {
  const { t } = useTranslation("risk");
  if (!of.decision) {
    return (
      <Badge color="gray" leftSection={<CircleDashed size={12} aria-hidden />}>
        {t("compare.undecided")}
      </Badge>
    );
  }
  if (of.standing === "stale") {
    return (
      <Badge color="red" leftSection={<TriangleAlert size={12} aria-hidden />}>
        {t("compare.stale")}
      </Badge>
    );
  }
  const { decision } = of.decision;
  const Icon = decision === "stop" ? CircleStop : ListTree;
  return (
    <Badge color="blue" leftSection={<Icon size={12} aria-hidden />}>
      {t(`compare.decided.${decision}`)}
    </Badge>
  );
}
