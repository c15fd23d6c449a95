import { useTranslation } from "react-i18next";
import { confidences, type SetSummary } from "../../../parts/library/types";
import { libWord } from "../../../parts/library/words";
import classes from "./sets.module.css";

/** How many facts of a set are how well attested, as words and as a bar. */
export function Attested({ set }: { set: SetSummary }) {
  const { t } = useTranslation("standards");
  const counts = set.confidence;
  if (!counts) return null;
  const there = confidences.filter((c) => counts[c]);
  if (there.length === 0) return t("sets.unrated");
  return (
    <div className={classes.attested}>
      <div className={classes.bar} aria-hidden>
        {there.map((c) => (
          <span key={c} data-grade={c} style={{ flexGrow: counts[c] }} />
        ))}
      </div>
      {there.map((c) => t("sets.attested", { count: counts[c], grade: libWord("confidence", c) })).join(", ")}
    </div>
  );
}
