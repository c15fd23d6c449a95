import { useTranslation } from "react-i18next";
import { titleIn } from "../../../parts/library/catalogue";
import type { Crosswalk, RequirementSet } from "../../../parts/library/types";
import classes from "./crosswalks.module.css";

interface Props {
  crosswalk: Crosswalk;
  sets: (RequirementSet | undefined)[];
}

/** What has no counterpart on the other side, and why. */
export function Rest({ crosswalk, sets }: Props) {
  const { t } = useTranslation("standards");
  const rest = crosswalk.rest ?? [];
  if (rest.length === 0) return null;
  return (
    <details className={classes.rest}>
      <summary>{t("pairs.rest", { count: rest.length })}</summary>
      <ul>
        {rest.map((u) => {
          const set = sets.find((s) => s?.id === u.set);
          return (
            <li key={u.set + u.requirement}>
              <b>
                {set?.standard ?? u.set} {u.requirement}
              </b>{" "}
              {titleIn(set, u.requirement)?.title}
              {": "}
              {u.why}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
