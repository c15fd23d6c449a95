import { Globe, ShieldCheck, Wifi } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./drawing.module.css";

/** What colours, numbers and signs of the drawing mean. */
export function Legend() {
  const { t } = useTranslation("plant");
  return (
    <div className={classes.legend}>
      {(["met", "below", "none"] as const).map((s) => (
        <span key={s}>
          <span className={classes.swatch} data-standing={s} aria-hidden />
          {t(`drawing.legendStanding.${s}`)}
        </span>
      ))}
      <span>
        <span className={classes.zoneGap}>{t("drawing.missing", { steps: 3 })}</span>
        {t("drawing.legendSteps")}
      </span>
      <span>
        <ShieldCheck size={15} aria-hidden /> {t("mark.safety")}
      </span>
      <span>
        <Wifi size={15} aria-hidden /> {t("mark.wireless")}
      </span>
      <span>
        <Globe size={15} aria-hidden /> {t("mark.external")}
      </span>
    </div>
  );
}
