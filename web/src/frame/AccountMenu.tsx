import { ActionIcon, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { CircleUser, Keyboard, LogOut, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { queries, send } from "../api/api";
import { useMe } from "../api/me";
import { saidProblem } from "../parts/notice";
import { useKeyboardHelp } from "../parts/Shortcuts";

export function AccountMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const help = useKeyboardHelp();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => send("DELETE", "/session"),
    onSuccess: async () => {
      await navigate({ to: "/sign-in" });
      queries.clear();
    },
    onError: saidProblem,
  });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={t("nav.account")}>
          <CircleUser size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("nav.signedInAs", { name: me.user.name })}</Menu.Label>
        <Menu.Item component={Link} to="/settings" leftSection={<UserRound size={16} />}>
          {t("nav.profile")}
        </Menu.Item>
        <Menu.Item leftSection={<Keyboard size={16} />} onClick={help}>
          {t("nav.keyboard")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={() => signOut.mutate()}>
          {t("nav.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
