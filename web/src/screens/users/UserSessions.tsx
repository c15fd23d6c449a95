import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reading, send, url } from "../../api/api";
import type { Page, Session, User } from "../../api/types";
import { useWrite } from "../../api/write";
import { SessionTable } from "../../parts/account/SessionTable";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";

export function UserSessions({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation(["account", "common"]);
  const path = url`/users/${user.id}/sessions`;
  const sessions = useQuery(reading<Page<Session>>(path));
  const end = useWrite(() => send("DELETE", path), {
    touches: [["users", user.id]],
    said: t("users.sessionsEnded", { name: user.name }),
  });
  const items = sessions.data?.items ?? [];
  return (
    <Modal opened onClose={onClose} size="xl" title={t("users.sessionsTitle", { name: user.name })}>
      <Stack>
        {sessions.isError && <ErrorPanel error={sessions.error} onRetry={() => void sessions.refetch()} />}
        {sessions.isPending && <LoadingRows rows={2} />}
        {items.length > 0 && <SessionTable sessions={items} />}
        {sessions.data && items.length === 0 && <Text size="sm">{t("users.noSessions")}</Text>}
        <Group justify="flex-end">
          {items.length > 0 && (
            <Button color="red" variant="light" loading={end.isPending} onClick={() => end.mutate(undefined)}>
              {t("users.endSessions")}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t("common:close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
