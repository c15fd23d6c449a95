import { Button, Group, PasswordInput, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { send } from "../../api/api";
import { useMe } from "../../api/me";
import { useWrite } from "../../api/write";
import { leastPassword, NewPasswordField } from "../../parts/account/PasswordField";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";

export function Password() {
  const { t } = useTranslation("account");
  const me = useMe();
  const form = useForm({
    initialValues: { current: "", new: "", repeat: "" },
    validate: {
      current: (v) => (v ? null : t("password.wrong")),
      new: (v) => ([...v].length < leastPassword ? t("password.rule", { least: leastPassword }) : null),
      repeat: (v, all) => (v === all.new ? null : t("password.differ")),
    },
  });
  const change = useWrite<{ current: string; new: string }>((body) => send("POST", "/session/password", body), {
    touches: [["sessions"]],
    said: t("passwordForm.done"),
    quiet: true,
    onSuccess: () => form.reset(),
  });
  return (
    <form
      onSubmit={form.onSubmit(({ repeat: _, ...body }) =>
        change.mutate(body, { onError: (problem) => showFields(form, problem) }),
      )}
    >
      <Stack gap="sm">
        {/* Password managers file the new password under this name. */}
        <VisuallyHidden>
          <input name="username" autoComplete="username" value={me.user.email} readOnly tabIndex={-1} aria-hidden />
        </VisuallyHidden>
        <PasswordInput
          label={t("password.current")}
          autoComplete="current-password"
          withAsterisk
          {...form.getInputProps("current")}
        />
        <NewPasswordField label={t("password.new")} withAsterisk {...form.getInputProps("new")} />
        <PasswordInput
          label={t("password.repeat")}
          autoComplete="new-password"
          withAsterisk
          {...form.getInputProps("repeat")}
        />
        <FormProblem form={form} error={change.error} />
        <Text size="xs" c="dimmed">
          {t("passwordForm.hint")}
        </Text>
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t("passwordForm.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
