import { Info } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Correction } from "../../../parts/library/types";
import classes from "./series.module.css";

/** What has changed since the picture of fourteen documents that most introductions show. */
export function Corrections({ corrections }: { corrections: Correction[] }) {
  const { t } = useTranslation("standards");
  if (corrections.length === 0) return null;
  return (
    <details className={classes.corrections}>
      <summary>
        <Info size={16} aria-hidden /> {t("series.outdated", { count: corrections.length })}
      </summary>
      <table className={classes.changes}>
        <thead>
          <tr>
            <th scope="col">{t("series.about")}</th>
            <th scope="col">{t("series.then")}</th>
            <th scope="col">{t("series.now")}</th>
          </tr>
        </thead>
        <tbody>
          {corrections.map((c) => (
            <tr key={c.about}>
              <th scope="row">{c.about}</th>
              <td data-title={t("series.then")}>{c.then}</td>
              <td data-title={t("series.now")}>{c.now}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
