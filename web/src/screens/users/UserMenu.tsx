import { ActionIcon, Menu } from "@mantine/core";
import { EllipsisVertical, KeyRound, MonitorSmartphone, Pencil, UserX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { User } from "../../api/types";

export type UserTask = { do: "add" } | { do: "edit" | "reset" | "sessions" | "remove"; user: User };

export function UserMenu({ user, onTask }: { user: User; onTask: (task: UserTask) => void }) {
  const { t } = useTranslation(["account", "common"]);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("users.actionsOf", { name: user.name })}>
          <EllipsisVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={16} />} onClick={() => onTask({ do: "edit", user })}>
          {t("common:edit")}
        </Menu.Item>
        <Menu.Item leftSection={<KeyRound size={16} />} onClick={() => onTask({ do: "reset", user })}>
          {t("users.reset")}
        </Menu.Item>
        <Menu.Item leftSection={<MonitorSmartphone size={16} />} onClick={() => onTask({ do: "sessions", user })}>
          {t("users.sessions")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<UserX size={16} />} onClick={() => onTask({ do: "remove", user })}>
          {t("users.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
