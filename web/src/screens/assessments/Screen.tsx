import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSite } from "../../frame/site";
import { NoPermission } from "../../parts/NoPermission";
import "../../parts/plant/plant.css";
import { Assessments } from "./Assessments";
import { One } from "./One";
import { useAddress } from "./useAddress";

/** The assessments of a site, or one of them. */
export default function Screen() {
  const { t } = useTranslation("assessments");
  const site = useSite();
  const { get } = useAddress();
  const id = get("assessment");
  if (!useCan()("evidence.read", site.id)) return <NoPermission title={t("title")} />;
  if (id) return <One key={id} site={site.id} id={id} />;
  return <Assessments site={site.id} />;
}
