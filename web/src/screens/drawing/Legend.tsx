import { UnstyledButton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { ChevronDown, ChevronUp, Globe, ShieldCheck, Wifi } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./drawing.module.css";

/** What colours, numbers and signs of the drawing mean; can be folded away. */
export function Legend() {
  const { t } = useTranslation("plant");
  const [open, setOpen] = useLocalStorage({ key: "ringwall.drawing.legend", defaultValue: true });
  const Icon = open ? ChevronDown : ChevronUp;
  return (
    <div className={classes.legend}>
      <UnstyledButton onClick={() => setOpen(!open)} aria-expanded={open} fz={12} fw={600}>
        {t("drawing.legend")} <Icon size={12} aria-hidden />
      </UnstyledButton>
      {open && (
        <>
          {(["met", "below", "none"] as const).map((s) => (
            <div key={s}>
              <span className={classes.swatch} data-standing={s} aria-hidden />
              {t(`drawing.legendStanding.${s}`)}
            </div>
          ))}
          <div>
            <span className={classes.zoneGap}>{t("drawing.missing", { steps: 3 })}</span>
            {t("drawing.legendSteps")}
          </div>
          <div>
            <ShieldCheck size={15} aria-hidden /> {t("mark.safety")}
          </div>
          <div>
            <Wifi size={15} aria-hidden /> {t("mark.wireless")}
          </div>
          <div>
            <Globe size={15} aria-hidden /> {t("mark.external")}
          </div>
        </>
      )}
    </div>
  );
}
