import { Badge, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { send } from "../../api/api";
import { useMe } from "../../api/me";
import { useWrite } from "../../api/write";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";

export function Profile() {
  const { t } = useTranslation(["account", "common"]);
  const me = useMe();
  const form = useForm({ initialValues: { name: me.user.name, language: me.user.language || "en" } });
  const save = useWrite<typeof form.values>((body) => send("PUT", "/session/profile", body), {
    touches: [["session"], ["users"]],
    said: t("profile.saved"),
    quiet: true,
  });
  return (
    <form onSubmit={form.onSubmit((v) => save.mutate(v, { onError: (problem) => showFields(form, problem) }))}>
      <Stack gap="sm">
        <TextInput
          label={t("profile.name")}
          description={t("profile.nameHint")}
          required
          {...form.getInputProps("name")}
        />
        <TextInput label={t("profile.email")} description={t("profile.emailHint")} value={me.user.email} readOnly />
        <Select
          label={t("profile.language")}
          data={[{ value: "en", label: t("profile.english") }]}
          allowDeselect={false}
          {...form.getInputProps("language")}
        />
        <div>
          <Text size="sm" fw={500}>
            {t("profile.roles")}
          </Text>
          <Group gap={4}>
            {me.roles.map((role) => (
              <Badge key={role} title={t(`roleText.${role}`)}>
                {t(`roles.${role}`)}
              </Badge>
            ))}
          </Group>
        </div>
        <FormProblem form={form} error={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t("common:save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
