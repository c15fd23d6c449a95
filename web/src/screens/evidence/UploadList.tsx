import { ActionIcon, Button, CloseButton, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { CircleCheck, CircleX, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { formatSize } from "../../parts/TimeAgo";
import classes from "./evidence.module.css";
import type { Uploads } from "./uploads";

/** What is on its way to the server, and what did not arrive. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { t } = useTranslation(["evidence", "common"]);
  const { list } = uploads;
  if (list.length === 0) return null;
  const open = list.filter((u) => u.state === "waiting" || u.state === "sending").length;
  const over = list.some((u) => u.state === "done");
  return (
    <Paper
      withBorder
      p="sm"
      component="section"
      aria-label={t("upload.title")}
      className={`${classes.uploads} no-print`}
    >
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600} role="status">
          {open > 0 ? t("upload.open", { count: open }) : t("upload.over")}
        </Text>
        {over && (
          <Button size="compact-xs" variant="subtle" onClick={uploads.clear}>
            {t("upload.clear")}
          </Button>
        )}
      </Group>
      <Stack gap={6}>
        {list.map((u) => (
          <div key={u.id}>
            <Group gap="xs" wrap="nowrap" justify="space-between">
              <Text size="sm" className="wrap-anywhere">
                {u.state === "done" && <CircleCheck size={14} aria-label={t("upload.done")} />}
                {u.state === "failed" && <CircleX size={14} aria-label={t("upload.failed")} />} {u.file.name}{" "}
                <Text span size="xs" c="dimmed">
                  {formatSize(u.file.size)} <Key>{u.evidence.key}</Key>
                </Text>
              </Text>
              <Group gap={4} wrap="nowrap">
                {u.state === "failed" && (
                  <ActionIcon
                    variant="subtle"
                    aria-label={t("upload.again", { name: u.file.name })}
                    onClick={() => uploads.retry(u.id)}
                  >
                    <RotateCcw size={15} aria-hidden />
                  </ActionIcon>
                )}
                <Drop sending={u.state === "sending"} name={u.file.name} onDrop={() => uploads.drop(u.id)} />
              </Group>
            </Group>
            {u.state === "sending" && (
              <Progress value={u.sent * 100} size="sm" aria-label={t("upload.progress", { name: u.file.name })} />
            )}
            {u.state === "failed" && (
              <Text size="sm" c="red" role="alert">
                {u.error instanceof Error && u.error.message ? u.error.message : t("common:error.unreachableText")}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </Paper>
  );
}

function Drop({ sending, name, onDrop }: { sending: boolean; name: string; onDrop: () => void }) {
  const { t } = useTranslation("evidence");
  return <CloseButton size="sm" aria-label={t(sending ? "upload.stop" : "upload.remove", { name })} onClick={onDrop} />;
}
