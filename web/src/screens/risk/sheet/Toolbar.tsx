import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Tooltip } from "@mantine/core";
import { Columns3, Copy, Download, Keyboard, Plus, Redo2, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { address, url } from "../../../api/api";
import { useKeyboardHelp } from "../../../parts/Shortcuts";
import type { SheetFilter } from "./arrange";
import { groups as all, type GroupID } from "./columns";
import { ImportButton } from "./ImportButton";
import type { Snapshot } from "./sheet";
import type { Groups } from "./useGroups";
import { Views } from "./Views";

interface Props {
  site: string;
  locked: boolean;
  state: Snapshot;
  groups: Groups;
  filter: SheetFilter;
  onFilter: (filter: SheetFilter) => void;
  onUndo: () => void;
  onRedo: () => void;
  onInsert: () => void;
  onDuplicate: () => void;
  canDuplicate: boolean;
  narrow: boolean;
}

/** What can be done with the worksheet as a whole. */
export function Toolbar(p: Props) {
  const { t } = useTranslation("risk");
  const help = useKeyboardHelp();
  return (
    <Group gap="xs" className="no-print">
      {!p.locked && !p.narrow && (
        <>
          <Button size="xs" leftSection={<Plus size={15} aria-hidden />} onClick={p.onInsert}>
            {t("sheet.insert")}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<Copy size={15} aria-hidden />}
            onClick={p.onDuplicate}
            disabled={!p.canDuplicate}
          >
            {t("sheet.duplicate")}
          </Button>
          <Tooltip label={t("keys.undo")}>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t("keys.undo")}
              onClick={p.onUndo}
              disabled={!p.state.canUndo}
            >
              <Undo2 size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t("keys.redo")}>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t("keys.redo")}
              onClick={p.onRedo}
              disabled={!p.state.canRedo}
            >
              <Redo2 size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      {!p.narrow && <GroupsMenu groups={p.groups} />}
      <Views site={p.site} filter={p.filter} onFilter={p.onFilter} groups={p.groups} />
      <Button
        size="xs"
        variant="default"
        component="a"
        href={address(url`/sites/${p.site}/scenarios.xlsx`)}
        download
        leftSection={<Download size={15} aria-hidden />}
      >
        {t("sheet.xlsx")}
      </Button>
      {!p.locked && <ImportButton site={p.site} />}
      {!p.narrow && (
        <Tooltip label={t("sheet.keys")}>
          <ActionIcon variant="default" size={30} aria-label={t("sheet.keys")} onClick={help}>
            <Keyboard size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}

function GroupsMenu({ groups: { hidden, setHidden } }: { groups: Groups }) {
  const { t } = useTranslation("risk");
  const toggle = (id: GroupID, shown: boolean) => setHidden(shown ? hidden.filter((g) => g !== id) : [...hidden, id]);
  return (
    <Popover position="bottom-start" width={230} trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<Columns3 size={15} aria-hidden />}>
          {t("sheet.columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={t("sheet.columns")}>
        <Stack gap={6} role="group" aria-label={t("sheet.columns")}>
          {all.map((id) => (
            <Checkbox
              key={id}
              size="xs"
              label={t(`group.${id}`)}
              checked={!hidden.includes(id)}
              onChange={(e) => toggle(id, e.currentTarget.checked)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
