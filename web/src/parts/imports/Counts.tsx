import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Outcome } from "../../api/types";
import { formatNumber } from "../TimeAgo";

export const outcomes: Outcome[] = ["add", "change", "skip", "refuse", "remove"];

export const outcomeColor: Record<Outcome, string> = {
  add: "green",
  change: "petrol",
  skip: "gray",
  refuse: "red",
  remove: "orange",
};

/** How many rows of each outcome a preview has. */
export function Counts({ counts }: { counts?: Partial<Record<Outcome, number>> }) {
  const { t } = useTranslation("imports");
  return (
    <Group gap={4}>
      {outcomes
        .filter((o) => counts?.[o])
        .map((o) => (
          <Badge key={o} color={outcomeColor[o]}>
            {[t(`preview.outcome.${o}`), formatNumber(counts?.[o] ?? 0)].join(" ")}
          </Badge>
        ))}
    </Group>
  );
}
