import { Button, Group, Modal, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FormProblem } from "../FormProblem";

interface Props {
  title: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a form of any fields
  form: UseFormReturnType<any>;
  busy: boolean;
  error: unknown;
  readOnly?: boolean;
  /** Lets a form be sent that was not touched, as one that adds a copy. */
  untouched?: boolean;
  /** Of the button that stores. */
  confirm?: string;
  size?: string;
  onSubmit: (e?: FormEvent<HTMLFormElement>) => void;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that edits one record of the register. */
export function FormDialog(p: Props) {
  const { t } = useTranslation("common");
  const dirty = p.form.isDirty();
  return (
    <Modal opened onClose={p.onClose} title={p.title} size={p.size ?? "xl"} closeOnClickOutside={!dirty}>
      <form onSubmit={p.onSubmit} noValidate>
        <Stack>
          {p.children}
          <FormProblem form={p.form} error={p.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={p.onClose}>
              {p.readOnly ? t("close") : t("cancel")}
            </Button>
            {!p.readOnly && (
              <Button type="submit" loading={p.busy} disabled={!dirty && !p.untouched}>
                {p.confirm ?? t("save")}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
