import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { send, url } from "../../api/api";
import type { User } from "../../api/types";
import { useWrite } from "../../api/write";
import { leastPassword, NewPasswordField } from "../../parts/account/PasswordField";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";

export function ResetPassword({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation(["account", "common"]);
  const form = useForm({
    initialValues: { new: "" },
    validate: { new: (v) => ([...v].length < leastPassword ? t("password.rule", { least: leastPassword }) : null) },
  });
  const reset = useWrite<typeof form.values>((body) => send("POST", url`/users/${user.id}/password`, body), {
    touches: [["users"]],
    said: t("users.resetDone", { name: user.name }),
    quiet: true,
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={t("users.resetTitle", { name: user.name })}>
      <form onSubmit={form.onSubmit((v) => reset.mutate(v, { onError: (problem) => showFields(form, problem) }))}>
        <Stack>
          <Text size="sm">{t("users.resetText", { name: user.name })}</Text>
          <NewPasswordField label={t("password.new")} data-autofocus withAsterisk {...form.getInputProps("new")} />
          <FormProblem form={form} error={reset.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={reset.isPending}>
              {t("users.reset")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
