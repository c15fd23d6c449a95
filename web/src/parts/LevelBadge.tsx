import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import "./levels.css";

type Level = 0 | 1 | 2 | 3 | 4;

interface Props {
  level: number | null | undefined;
  /** Shows "SL 2" and not only "2". */
  long?: boolean;
}

/** A security level: number, colour and, for who hovers or listens, what it protects against. */
export function LevelBadge({ level, long }: Props) {
  const { t } = useTranslation();
  if (level == null) return <span className="level level-none">{t("level.none")}</span>;
  const known = Math.min(4, Math.max(0, Math.round(level))) as Level;
  return (
    <Tooltip label={t(`level.meaning.${known}`)} multiline maw={280}>
      <span className={`level level-${known}`}>{long ? t("level.long", { level }) : level}</span>
    </Tooltip>
  );
}

/** How many levels are missing; nothing missing is said in words, not left out. */
export function GapBadge({ gap }: { gap: number }) {
  const { t } = useTranslation();
  return (
    <span className={gap > 0 ? "gap" : "gap gap-closed"}>{gap > 0 ? t("level.gap", { gap }) : t("level.noGap")}</span>
  );
}
