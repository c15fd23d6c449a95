import { Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "./ErrorPanel";
import { showsAll } from "./fields";

interface Props {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a form of any fields
  form: UseFormReturnType<any>;
  error: unknown;
}

/** Why a form was refused; only points to the inputs when they say all of it themselves. */
export function FormProblem({ form, error }: Props) {
  const { t } = useTranslation();
  if (!error) return null;
  if (!showsAll(form, error)) return <ErrorPanel error={error} />;
  return (
    <Text size="sm" c="red" role="alert">
      {t("error.seeFields")}
    </Text>
  );
}
