import { Globe, Laptop, ShieldCheck, Wifi } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./Marks.module.css";

interface Props {
  of: { safety?: boolean; wireless?: boolean; external?: boolean; transient?: boolean };
}

/** The small signs of a zone or conduit for safety, wireless, external and transient. */
export function Marks({ of }: Props) {
  const { t } = useTranslation("plant");
  return (
    <span className={classes.marks}>
      {of.safety && <ShieldCheck size={15} role="img" aria-label={t("mark.safety")} />}
      {of.wireless && <Wifi size={15} role="img" aria-label={t("mark.wireless")} />}
      {of.external && <Globe size={15} role="img" aria-label={t("mark.external")} />}
      {of.transient && <Laptop size={15} role="img" aria-label={t("mark.transient")} />}
    </span>
  );
}
