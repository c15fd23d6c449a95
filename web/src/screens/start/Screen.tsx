import { Alert, Anchor, Button, Divider, List, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { queries, reading, send } from "../../api/api";
import { session } from "../../api/me";
import type { Me } from "../../api/types";
import { Door } from "../../frame/Door";
import { leastPassword, NewPasswordField } from "../../parts/account/PasswordField";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";
import { keyFrom } from "./key";

export default function Start() {
  const { t } = useTranslation("account");
  const navigate = useNavigate();
  const state = useQuery(reading<{ needsAdministrator: boolean }>("/start"));
  const required = (value: string) => (value.trim() ? null : t("start.required"));
  const form = useForm({
    initialValues: { organisationName: "", organisationKey: "", name: "", email: "", password: "", repeat: "" },
    validate: {
      organisationName: required,
      organisationKey: required,
      name: required,
      email: (v) => (/^\S+@\S+$/.test(v) ? null : t("start.badEmail")),
      password: (v) => ([...v].length < leastPassword ? t("password.rule", { least: leastPassword }) : null),
      repeat: (v, all) => (v === all.password ? null : t("password.differ")),
    },
  });
  const setUp = useMutation({
    mutationFn: ({ repeat: _, ...body }: typeof form.values) => send<Me>("POST", "/start", body),
    onSuccess: async (me) => {
      queries.clear();
      queries.setQueryData(session.queryKey, me);
      await navigate({ to: "/" });
    },
    onError: (problem) => showFields(form, problem),
  });

  if (state.data && !state.data.needsAdministrator) {
    return (
      <Door title={t("start.title")}>
        <Alert>
          {t("start.done")}{" "}
          <Anchor component={Link} to="/sign-in" size="sm">
            {t("start.toSignIn")}
          </Anchor>
        </Alert>
      </Door>
    );
  }

  const name = form.getInputProps("organisationName");
  return (
    <Door title={t("start.title")} lead={t("start.lead")} aside={<WhatHappens />}>
      <form onSubmit={form.onSubmit((values) => setUp.mutate(values))}>
        <Stack gap="sm">
          <TextInput
            label={t("start.organisationName")}
            withAsterisk
            autoFocus
            {...name}
            onChange={(e) => {
              if (form.values.organisationKey === keyFrom(form.values.organisationName)) {
                form.setFieldValue("organisationKey", keyFrom(e.currentTarget.value));
              }
              form.setFieldValue("organisationName", e.currentTarget.value);
            }}
          />
          <TextInput
            label={t("start.organisationKey")}
            description={t("start.organisationKeyHint")}
            withAsterisk
            {...form.getInputProps("organisationKey")}
          />
          <Divider my={4} />
          <TextInput
            label={t("start.name")}
            description={t("start.nameHint")}
            autoComplete="name"
            withAsterisk
            {...form.getInputProps("name")}
          />
          <TextInput
            label={t("start.email")}
            description={t("start.emailHint")}
            type="email"
            autoComplete="username"
            withAsterisk
            {...form.getInputProps("email")}
          />
          <NewPasswordField label={t("password.label")} withAsterisk {...form.getInputProps("password")} />
          <PasswordInput
            label={t("password.repeat")}
            autoComplete="new-password"
            withAsterisk
            {...form.getInputProps("repeat")}
          />
          <FormProblem form={form} error={setUp.error ?? state.error} />
          <Button type="submit" loading={setUp.isPending} mt="xs">
            {t("start.submit")}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}

function WhatHappens() {
  const { t } = useTranslation("account");
  return (
    <Stack gap="xs" component="aside">
      <Title order={2}>{t("start.whatTitle")}</Title>
      <List type="ordered" size="sm" spacing="sm" c="dimmed">
        <List.Item>{t("start.what1")}</List.Item>
        <List.Item>{t("start.what2")}</List.Item>
        <List.Item>{t("start.what3")}</List.Item>
        <List.Item>{t("start.what4")}</List.Item>
      </List>
    </Stack>
  );
}
