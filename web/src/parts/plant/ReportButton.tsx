import { FileDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { LinkButton } from "./link";

/** The way to the gap and level report of a site, for those who may read it. */
export function ReportButton({ site }: { site: string }) {
  const { t } = useTranslation("plant");
  const can = useCan();
  if (!can("report.read", site)) return null;
  return (
    <LinkButton
      to="/sites/$site/report"
      params={{ site }}
      variant="default"
      leftSection={<FileDown size={16} aria-hidden />}
    >
      {t("overview.report")}
    </LinkButton>
  );
}
