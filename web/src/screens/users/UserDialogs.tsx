import { send, url } from "../../api/api";
import type { User } from "../../api/types";
import { useWrite } from "../../api/write";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { ResetPassword } from "./ResetPassword";
import { UserForm } from "./UserForm";
import type { UserTask } from "./UserMenu";
import { UserSessions } from "./UserSessions";

/** The dialogs that an administrator opens for a user. */
export default function UserDialogs({ task, onClose }: { task: UserTask; onClose: () => void }) {
  switch (task.do) {
    case "add":
      return <UserForm onClose={onClose} />;
    case "edit":
      return <UserForm user={task.user} onClose={onClose} />;
    case "reset":
      return <ResetPassword user={task.user} onClose={onClose} />;
    case "sessions":
      return <UserSessions user={task.user} onClose={onClose} />;
    case "remove":
      return <RemoveUser user={task.user} onClose={onClose} />;
  }
}

function RemoveUser({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation("account");
  const remove = useWrite(() => send("DELETE", url`/users/${user.id}`, undefined, user.version), {
    touches: [["users"]],
    said: t("users.removed", { name: user.name }),
    quiet: true,
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      opened
      danger
      title={t("users.removeTitle", { name: user.name })}
      text={t("users.removeText")}
      confirm={t("users.remove")}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    />
  );
}
