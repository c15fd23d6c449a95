import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import type { ZoneDecision } from "./comparison";

interface Props {
  site: string;
  /** Key of the zone. */
  zone: string;
  decision: ZoneDecision;
  onClose: () => void;
}

/** Asks before the decision on a zone is withdrawn. */
export function WithdrawDialog({ site, zone, decision, onClose }: Props) {
  const { t } = useTranslation("risk");
  const withdraw = useWrite(
    () => send("DELETE", url`/sites/${site}/comparisons/${decision.id}`, undefined, decision.version),
    {
      touches: [keyOf(url`/sites/${site}`)],
      site,
      quiet: true,
      said: t("compare.withdrawn", { key: zone }),
      onSuccess: onClose,
    },
  );
  return (
    <ConfirmDialog
      opened
      danger
      title={t("compare.withdrawTitle", { key: zone })}
      text={t("compare.withdrawText")}
      confirm={t("compare.withdrawConfirm")}
      busy={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate(undefined)}
      onClose={onClose}
    />
  );
}
