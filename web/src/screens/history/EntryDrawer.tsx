import { Badge, Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { get, keyOf, send, url } from "../../api/api";
import type { EntryDetail, Written } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { formatTime } from "../../parts/TimeAgo";
import { verbName } from "../../parts/words";
import { ChangeList } from "./ChangeList";

interface Props {
  site: string;
  seq: number;
  onClose: () => void;
}

/** One entry with what it changed, field by field, and the way to undo it. */
export default function EntryDrawer({ site, seq, onClose }: Props) {
  const { t } = useTranslation(["history", "common"]);
  const path = url`/sites/${site}/history/${seq}`;
  const [asking, ask] = useDisclosure();
  const detail = useInfiniteQuery({
    queryKey: keyOf(path),
    queryFn: ({ pageParam, signal }) => get<EntryDetail>(path, { after: pageParam, limit: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
  const undo = useWrite(() => send<Written>("POST", `${path}/undo`), {
    said: (out) => [t("undoneNotice", { seq }), out.note].filter(Boolean).join(" "),
    quiet: true,
    onSuccess: ask.close,
  });
  const pages = detail.data?.pages ?? [];
  const entry = pages[0]?.entry;
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={t("entry", { seq })}>
      {detail.isError && <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && <LoadingRows />}
      {entry && (
        <Stack>
          <div>
            <Text fw={600}>{[verbName(entry.verb), entry.subject].filter(Boolean).join(" ")}</Text>
            <Text size="sm" c="dimmed">
              {[formatTime(entry.at), entry.name].join(" · ")}
            </Text>
            {entry.note && <Text size="sm">{t("reason", { note: entry.note })}</Text>}
            <Group gap={4} mt={4}>
              {entry.undone && entry.undoneBy && <Badge color="orange">{t("undoneBy", { seq: entry.undoneBy })}</Badge>}
              {entry.undoes ? <Badge>{t("undoes", { seq: entry.undoes })}</Badge> : null}
            </Group>
          </div>
          <Group>
            <Button
              variant="default"
              leftSection={<Undo2 size={16} />}
              disabled={!entry.undoable}
              onClick={ask.open}
              title={entry.undoable ? undefined : t("notUndoable")}
            >
              {t("undo")}
            </Button>
          </Group>
          <ChangeList
            site={site}
            changes={pages.flatMap((p) => p.changes)}
            names={Object.assign({}, ...pages.map((p) => p.names))}
          />
          {detail.hasNextPage && (
            <Button variant="default" loading={detail.isFetchingNextPage} onClick={() => void detail.fetchNextPage()}>
              {t("moreChanges")}
            </Button>
          )}
        </Stack>
      )}
      <ConfirmDialog
        opened={asking}
        title={t("undoTitle", { seq })}
        text={t("undoText")}
        confirm={t("common:undo")}
        busy={undo.isPending}
        error={undo.error}
        onConfirm={() => undo.mutate(undefined)}
        onClose={ask.close}
      />
    </Drawer>
  );
}
