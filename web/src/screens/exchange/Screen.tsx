import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { NoPermission } from "../../parts/NoPermission";
import "../../parts/plant/plant.css";
import { useAddress } from "./address";
import { Home } from "./home/Home";
import { OnePackage } from "./package/OnePackage";
import { ReplyWork } from "./reply/ReplyWork";
import { Tests } from "./tests/Tests";

/** What the parties hand to one another: requirements, replies, claims, and the plant as it was built. */
export default function Screen() {
  const { t } = useTranslation("exchange");
  const may = useCan()("package.read");
  const { get } = useAddress();
  const [one, reply, site] = [get("package"), get("reply"), get("tests")];
  if (!may) return <NoPermission title={t("title")} />;
  if (one) return <OnePackage key={one} id={one} />;
  if (reply) return <ReplyWork key={reply} id={reply} />;
  if (site) return <Tests key={site} site={site} />;
  return <Home />;
}
