import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keyOf, reading, send, url } from "../../api/api";
import type { Page, Ref } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import type { Evidence } from "../../parts/library/evidence";

interface Props {
  evidence: Evidence;
  onDone: () => void;
  onClose: () => void;
}

/** Asks before an evidence is deleted, and names what still rests on it. */
export function DeleteEvidence({ evidence: e, onDone, onClose }: Props) {
  const { t } = useTranslation(["evidence", "common"]);
  const path = url`/evidence/${e.id}`;
  const references = useQuery(reading<Page<Ref>>(`${path}/references`));
  const remove = useWrite(() => send("DELETE", path, undefined, e.version), {
    touches: [keyOf("/evidence"), keyOf("/sites")],
    site: e.site ?? "",
    quiet: true,
    said: t("delete.done", { key: e.key }),
    onSuccess: () => {
      onClose();
      onDone();
    },
  });
  const items = references.data?.items ?? [];
  return (
    <ConfirmDialog
      opened
      danger
      title={t("delete.title", { key: e.key, name: e.name })}
      text={items.length === 0 ? t("delete.text") : t("delete.used")}
      confirm={t("common:delete")}
      references={items}
      disabled={references.isPending || items.length > 0}
      busy={remove.isPending}
      error={remove.error ?? references.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    />
  );
}
