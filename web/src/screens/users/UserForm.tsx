import { Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { send, url } from "../../api/api";
import type { Grant, User } from "../../api/types";
import { useSave, useWrite } from "../../api/write";
import { leastPassword, NewPasswordField } from "../../parts/account/PasswordField";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";
import { Grants } from "./Grants";

interface Fields extends Record<string, unknown> {
  name: string;
  email: string;
  grants: Grant[];
  disabled: boolean;
  password: string;
}

/** The form of an account, new or existing. */
export function UserForm({ user, onClose }: { user?: User; onClose: () => void }) {
  const { t } = useTranslation(["account", "common"]);
  const form = useForm<Fields>({
    initialValues: {
      name: user?.name ?? "",
      email: user?.email ?? "",
      grants: user?.grants ?? [{ role: "engineer" }],
      disabled: user?.disabled ?? false,
      password: "",
    },
    validate: {
      password: (v) => (!user && [...v].length < leastPassword ? t("password.rule", { least: leastPassword }) : null),
    },
  });
  const touches = [["users"]];
  const add = useWrite<Omit<Fields, "disabled">, User>((body) => send("POST", "/users", body), {
    touches,
    said: (u) => t("users.added", { name: u.name }),
    quiet: true,
    onSuccess: onClose,
  });
  const save = useSave<User>((u) => url`/users/${u.id}`, {
    body: ({ id: _id, version: _version, ...account }) => account,
    touches: [...touches, ["session"]],
    said: (u) => t("users.saved", { name: u.name }),
    quiet: true,
    onSuccess: onClose,
  });
  const onError = (problem: Error) => showFields(form, problem);
  const submit = ({ password, disabled, ...fields }: Fields) => {
    if (user) save.mutate({ ...user, ...fields, disabled }, { onError });
    else add.mutate({ ...fields, password }, { onError });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={user ? t("users.editTitle", { name: user.name }) : t("users.addTitle")}
    >
      <form onSubmit={form.onSubmit(submit)}>
        <Stack gap="sm">
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <TextInput label={t("users.name")} required data-autofocus {...form.getInputProps("name")} />
            <TextInput
              label={t("users.email")}
              type="email"
              autoComplete="off"
              required
              {...form.getInputProps("email")}
            />
          </Group>
          {!user && (
            <NewPasswordField label={t("users.firstPassword")} withAsterisk {...form.getInputProps("password")} />
          )}
          <Grants
            value={form.values.grants}
            onChange={(grants) => form.setFieldValue("grants", grants)}
            errors={form.errors}
          />
          {user && (
            <Checkbox
              label={t("users.disabledCheck")}
              description={t("users.disabledHint")}
              {...form.getInputProps("disabled", { type: "checkbox" })}
            />
          )}
          <FormProblem form={form} error={user ? save.error : add.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={add.isPending || save.isPending}>
              {user ? t("common:save") : t("users.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
