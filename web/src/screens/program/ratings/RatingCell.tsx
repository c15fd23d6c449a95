import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import "../../../parts/levels.css";
import { GapBadge } from "../../../parts/LevelBadge";
import type { Rating } from "./ratings";
import classes from "./ratings.module.css";

interface Props {
  kind: "predicted" | "revalidated";
  rating: Rating;
  /** The kind is said by the heading above. */
  unnamed?: boolean;
}

/** One rating with its reason. The two kinds are never joined to one number. */
export function RatingCell({ kind, rating: r, unnamed }: Props) {
  const { t } = useTranslation("program");
  return (
    <div className={classes.rating}>
      <Text size="sm" component="div">
        {!unnamed && (
          <Text span size="sm" fw={600}>
            {t(`ratings.${kind}`)}{" "}
          </Text>
        )}
        {r.spr === null ? (
          <span className="level level-none">{t("ratings.notYet")}</span>
        ) : (
          <span className={`level level-${r.spr}`}>{t("ratings.spr", { level: r.spr })}</span>
        )}{" "}
        {r.spr !== null && r.gap > 0 && <GapBadge gap={r.gap} />}
      </Text>
      <Text size="xs" c="dimmed">
        {r.reason}
      </Text>
    </div>
  );
}
