import { Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Choice, Versions } from "./Conflict";
import { differing } from "./differing";
import { Value } from "./Value";
import { fieldName } from "./words";

export default function ConflictDialog({ mine, theirs, onChoose }: Versions & { onChoose: (choice: Choice) => void }) {
  const { t } = useTranslation();
  const fields = differing(mine, theirs);
  return (
    <Modal opened onClose={() => onChoose("cancel")} title={t("conflict.title")} size="xl">
      <Stack>
        <Text size="sm">{t("conflict.text")}</Text>
        <div className="scroll-x">
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("conflict.field")}</Table.Th>
                <Table.Th>{t("conflict.theirs")}</Table.Th>
                <Table.Th>{t("conflict.mine")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {fields.map(([name, a, b]) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row">{fieldName(name)}</Table.Th>
                  <Table.Td>
                    <Value of={a} />
                  </Table.Td>
                  <Table.Td>
                    <Value of={b} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
        {fields.length === 0 && <Text size="sm">{t("conflict.same")}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onChoose("cancel")}>
            {t("conflict.back")}
          </Button>
          <Button variant="default" onClick={() => onChoose("theirs")} data-autofocus>
            {t("conflict.keepTheirs")}
          </Button>
          <Button color="red" onClick={() => onChoose("mine")}>
            {t("conflict.keepMine")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
