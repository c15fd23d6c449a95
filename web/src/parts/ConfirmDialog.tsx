import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Ref } from "../api/types";
import { ErrorPanel } from "./ErrorPanel";
import { References } from "./References";

interface Props {
  opened: boolean;
  title: string;
  text?: ReactNode;
  confirm: string;
  danger?: boolean;
  /** What refers to the record, when that is known before. */
  references?: Ref[];
  /** Keeps the confirming button off, such as while something still refers to the record. */
  disabled?: boolean;
  busy?: boolean;
  error?: unknown;
  children?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that is hard to take back; shows why it was refused. */
export function ConfirmDialog(p: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={p.opened} onClose={p.onClose} title={p.title}>
      <Stack>
        {p.text && (
          <Text size="sm" component="div">
            {p.text}
          </Text>
        )}
        {p.children}
        <References items={p.references ?? []} />
        <ErrorPanel error={p.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={p.onClose} data-autofocus>
            {t("cancel")}
          </Button>
          <Button color={p.danger ? "red" : undefined} loading={p.busy} disabled={p.disabled} onClick={p.onConfirm}>
            {p.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
