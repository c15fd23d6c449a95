import { ActionIcon, Menu, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";

export function SchemeMenu() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = [
    { scheme: "auto", icon: Monitor, label: t("nav.schemeAuto") },
    { scheme: "light", icon: Sun, label: t("nav.schemeLight") },
    { scheme: "dark", icon: Moon, label: t("nav.schemeDark") },
  ] satisfies { scheme: MantineColorScheme; icon: typeof Sun; label: string }[];
  const Now = schemes.find((s) => s.scheme === colorScheme)?.icon ?? Monitor;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("nav.scheme")}>
          <Now size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("nav.scheme")}</Menu.Label>
        {schemes.map(({ scheme, icon: Icon, label }) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={16} />}
            onClick={() => setColorScheme(scheme)}
            fw={scheme === colorScheme ? 600 : undefined}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
