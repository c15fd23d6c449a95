import { useTranslation } from "react-i18next";
import { send, url } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import type { RequirementSet } from "../../../parts/library/types";
import { useAddress } from "../useAddress";

interface Props {
  set: RequirementSet;
  onClose: () => void;
}

/** Takes away a set that the organisation added. */
export function RemoveSet({ set, onClose }: Props) {
  const { t } = useTranslation("standards");
  const { go } = useAddress();
  const remove = useWrite(() => send("DELETE", url`/catalog/sets/${set.id}`), {
    touches: [["catalog"]],
    site: "",
    quiet: true,
    said: t("remove.done", { standard: set.standard }),
    onSuccess: () => {
      onClose();
      go({ tab: "sets" });
    },
  });
  return (
    <ConfirmDialog
      opened
      danger
      title={t("remove.title", { standard: set.standard })}
      text={t("remove.text", { count: set.requirements.length })}
      confirm={t("remove.confirm")}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    />
  );
}
