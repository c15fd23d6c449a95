import { Group, Kbd, Modal, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Shortcut } from "./Shortcuts";

/** Lists the shortcuts that work on the open screen. */
export default function KeyboardHelp({ shortcuts, onClose }: { shortcuts: Shortcut[]; onClose: () => void }) {
  const { t } = useTranslation();
  const always = [
    { keys: "?", label: t("keys.help") },
    { keys: t("keys.ctrlK"), label: t("keys.palette") },
  ];
  return (
    <Modal opened onClose={onClose} title={t("keys.title")}>
      <Table>
        <Table.Tbody>
          {[...always, ...shortcuts].map((s) => (
            <Table.Tr key={s.keys + s.label}>
              <Table.Td>{s.label}</Table.Td>
              <Table.Td ta="right">
                <Group gap={4} justify="flex-end" wrap="nowrap">
                  {s.keys.split(" ").map((k, i) => (
                    <Kbd key={i}>{k}</Kbd>
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
