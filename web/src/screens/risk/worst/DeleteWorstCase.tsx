import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keyOf, reading, send, url } from "../../../api/api";
import type { Page, Ref } from "../../../api/types";
import { useWrite } from "../../../api/write";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import type { WorstCase } from "../../../parts/risk/types";

/** Asks before a worst case is deleted, and names what stands in the way. */
export function DeleteWorstCase({ site, record, onClose }: { site: string; record: WorstCase; onClose: () => void }) {
  const { t } = useTranslation(["risk", "common"]);
  const path = url`/sites/${site}/worst-cases/${record.id}`;
  const references = useQuery(reading<Page<Ref>>(`${path}/references`));
  const items = references.data?.items ?? [];
  const remove = useWrite(() => send("DELETE", path, undefined, record.version), {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    quiet: true,
    said: t("worst.deleted", { key: record.key }),
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      opened
      danger
      title={t("worst.deleteTitle", { key: record.key })}
      text={t("worst.deleteText")}
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
