import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { ErrorPanel } from "../ErrorPanel";

interface Props {
  title: string;
  /** What is signed. */
  children?: ReactNode;
  /** Of the signing button. */
  confirm?: string;
  busy?: boolean;
  error?: unknown;
  /** Keeps the signing button off while something is missing. */
  disabled?: boolean;
  /** Fields of the dialog's own content, whose problems it shows itself. */
  shows?: string[];
  onSign: (password: string) => void;
  onClose: () => void;
}

/** Asks for the password of whoever signs, beside what is signed. */
export function SignDialog({ title, children, confirm, busy, error, disabled, shows = [], onSign, onClose }: Props) {
  const { t } = useTranslation(["risklib", "common"]);
  const [password, setPassword] = useState("");
  const fields = error instanceof Problem ? error.fields : {};
  const names = Object.keys(fields);
  const beside = names.length > 0 && names.every((f) => f === "password" || shows.includes(f));
  const submit = (e: FormEvent) => {
    e.preventDefault();
    // A form around the dialog is not meant.
    e.stopPropagation();
    if (password) onSign(password);
  };
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <form onSubmit={submit}>
        <Stack>
          {children}
          <PasswordInput
            label={t("sign.password")}
            description={t("sign.passwordHint")}
            value={password}
            onChange={(e) => setPassword(e.currentTarget.value)}
            autoComplete="current-password"
            error={fields.password}
            required
          />
          {beside ? (
            <Text size="sm" c="red" role="alert">
              {t("common:error.seeFields")}
            </Text>
          ) : (
            <ErrorPanel error={error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={disabled || password === ""}>
              {confirm ?? t("sign.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
