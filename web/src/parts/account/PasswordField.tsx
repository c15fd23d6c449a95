import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The shortest password that the server takes. */
export const leastPassword = 12;

interface Props extends Omit<PasswordInputProps, "value"> {
  value?: string;
}

/** A field for a new password that says what is asked and how much is still missing. */
export function NewPasswordField({ value = "", ...rest }: Props) {
  const { t } = useTranslation("account");
  const missing = leastPassword - [...value].length;
  const hint =
    value === ""
      ? t("password.rule", { least: leastPassword })
      : missing > 0
        ? t("password.short", { count: missing })
        : t("password.long");
  return (
    <PasswordInput
      autoComplete="new-password"
      description={rest.error ? undefined : hint}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={value}
      {...rest}
    />
  );
}
