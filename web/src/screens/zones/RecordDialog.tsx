import { Button, Divider, Group, Modal, Stack, Title } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Target } from "../../api/types";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { TargetEditor } from "../../parts/plant/TargetEditor";

interface Props {
  title: string;
  adding: boolean;
  readOnly: boolean;
  dirty: boolean;
  busy: boolean;
  error: unknown;
  errors: Record<string, unknown>;
  target: Target | undefined;
  onTarget: (target: Target | undefined) => void;
  onSubmit: (e?: FormEvent<HTMLFormElement>) => void;
  onClose: () => void;
  children: ReactNode;
}

/** What the dialogs of a zone and of a conduit have in common: target, errors, buttons. */
export function RecordDialog(p: Props) {
  const { t } = useTranslation(["plant", "common"]);
  return (
    <Modal
      opened
      onClose={p.onClose}
      title={p.title}
      size="xl"
      closeOnClickOutside={!p.dirty}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <form onSubmit={p.onSubmit}>
        <Stack>
          {p.children}
          <Divider />
          <section aria-labelledby="target-title">
            <Title order={3} id="target-title" mb="xs">
              {t("target.title")}
            </Title>
            <TargetEditor value={p.target} readOnly={p.readOnly} errors={p.errors} onChange={p.onTarget} />
          </section>
          <ErrorPanel error={p.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={p.onClose}>
              {p.readOnly ? t("common:close") : t("common:cancel")}
            </Button>
            {!p.readOnly && (
              <Button type="submit" loading={p.busy} disabled={!p.adding && !p.dirty}>
                {t("common:save")}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
