import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reading, send, url } from "../../api/api";
import type { Page, Ref } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import type { Assessment } from "../../parts/library/assessment";

interface Props {
  assessment: Assessment;
  onDone: () => void;
  onClose: () => void;
}

/** Asks before a plan is deleted; the answers that were given stay. */
export function DeleteAssessment({ assessment: a, onDone, onClose }: Props) {
  const { t } = useTranslation(["assessments", "common"]);
  const path = url`/assessments/${a.id}`;
  const references = useQuery(reading<Page<Ref>>(`${path}/references`));
  const remove = useWrite(() => send("DELETE", path, undefined, a.version), {
    // The screen of what is gone is left before the lists are read anew.
    touches: [["assessments", "mine"]],
    site: a.site ?? "",
    quiet: true,
    said: t("delete.done", { key: a.key }),
    onSuccess: onDone,
  });
  const items = references.data?.items ?? [];
  return (
    <ConfirmDialog
      opened
      danger
      title={t("delete.title", { key: a.key, name: a.name })}
      text={t("delete.text")}
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
