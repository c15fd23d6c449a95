import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { text } from "../../parts/search";
import type { Search } from "../../router";

/** Asks before unsaved changes are left behind; gives the dialog that asks. */
export function useGuard(dirty: boolean) {
  const { t } = useTranslation("criteria");
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty &&
      (current.pathname !== next.pathname ||
        text((current.search as Search).edit) !== text((next.search as Search).edit)),
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <ConfirmDialog
      opened
      danger
      title={t("guard.title")}
      text={t("guard.text")}
      confirm={t("guard.leave")}
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    />
  );
}
