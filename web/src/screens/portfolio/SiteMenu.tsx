import { ActionIcon, Menu } from "@mantine/core";
import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import type { SiteRecord } from "../../api/types";
import type { SiteTask } from "./SiteDialogs";

export function SiteMenu({ site, onTask }: { site: SiteRecord; onTask: (task: SiteTask) => void }) {
  const { t } = useTranslation(["portfolio", "common"]);
  const can = useCan();
  const mayEdit = can("site.edit", site.id);
  const mayDelete = can("site.delete", site.id);
  if (!mayEdit && !mayDelete) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("actionsOf", { name: site.name })}>
          <EllipsisVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayEdit && (
          <Menu.Item leftSection={<Pencil size={16} />} onClick={() => onTask({ do: "edit", site })}>
            {t("common:edit")}
          </Menu.Item>
        )}
        {mayDelete && (
          <Menu.Item color="red" leftSection={<Trash2 size={16} />} onClick={() => onTask({ do: "delete", site })}>
            {t("common:delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
