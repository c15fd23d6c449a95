import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { LinkAnchor } from "../../parts/plant/link";

/** The way back to all packages. */
export function Back() {
  const { t } = useTranslation("exchange");
  return (
    <LinkAnchor to="/exchange" size="sm" className="no-print">
      <ArrowLeft size={14} aria-hidden className="icon" /> {t("back")}
    </LinkAnchor>
  );
}
