import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { CircleAlert, Lock, RotateCw, SearchX, Unplug } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/problem";
import { References } from "./References";

interface Props {
  error: unknown;
  onRetry?: () => void;
  /** Leaves out what the form already shows beside its fields. */
  withoutFields?: boolean;
}

/** Shows why something did not work, in the server's own sentence, and offers what can be done. */
export function ErrorPanel({ error, onRetry, withoutFields }: Props) {
  const { t } = useTranslation();
  if (!error) return null;
  const problem = error instanceof Problem ? error : null;
  const status = problem?.status ?? -1;
  const title =
    status === 401
      ? t("error.signIn")
      : status === 0
        ? t("error.unreachable")
        : status === 403
          ? t("error.denied")
          : status === 404
            ? t("error.notFound")
            : status === 400 || status === 422
              ? t("error.invalid")
              : t("error.failed");
  const Icon = status === 0 ? Unplug : status === 403 ? Lock : status === 404 ? SearchX : CircleAlert;
  const text = status === 0 ? t("error.unreachableText") : error instanceof Error ? error.message : String(error);
  const fields = withoutFields ? [] : Object.entries(problem?.fields ?? {});
  return (
    <Alert color={status === 403 ? "gray" : "red"} icon={<Icon size={18} />} title={title} role="alert">
      <Stack gap="xs">
        {text && <Text size="sm">{text}</Text>}
        {fields.length > 0 && (
          <List size="sm">
            {fields.map(([path, message]) => (
              <List.Item key={path}>
                {path && <code>{path}</code>} {message}
              </List.Item>
            ))}
          </List>
        )}
        {problem && <References items={problem.references} />}
        {onRetry && status !== 403 && (
          <Group>
            <Button size="xs" variant="default" leftSection={<RotateCw size={14} />} onClick={onRetry}>
              {t("retry")}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
