import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import "../../levels.css";
import type { RequirementSet } from "../types";

type Scale = RequirementSet["maturity"];

/** A maturity level: its number, its shade, and on hover what it means. */
export function MaturityBadge({ level, scale }: { level: number | null | undefined; scale?: Scale }) {
  const { t } = useTranslation("program");
  if (level == null) return <span className="level level-none">{t("maturity.none")}</span>;
  const named = scale?.find((m) => m.level === level);
  const badge = <span className={`level level-${level}`}>{t("maturity.short", { level })}</span>;
  const means = named ? `${named.name}: ${named.summary}` : level === 0 ? t("maturity.nothing") : "";
  if (!means) return badge;
  return (
    <Tooltip label={means} multiline maw={320}>
      {badge}
    </Tooltip>
  );
}

/** How far below its target something stands; said in words where nothing is missing. */
export function MaturityGap({ target, gap }: { target: number | null | undefined; gap: number }) {
  const { t } = useTranslation("program");
  if (target == null) return null;
  return (
    <span className={gap > 0 ? "gap" : "gap gap-closed"}>
      {gap > 0 ? t("maturity.gap", { gap, target }) : t("maturity.reached", { target })}
    </span>
  );
}
