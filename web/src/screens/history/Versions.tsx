import { Badge, Button, Collapse, Group, Modal, Stack, Text, Timeline } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reading, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import type { Page, RecordVersion, Written } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { FieldDiff } from "../../parts/FieldDiff";
import { LoadingRows } from "../../parts/Loading";
import { formatTime } from "../../parts/TimeAgo";
import { kindName } from "../../parts/words";
import { fieldsOf } from "./fieldsOf";

interface Props {
  /** "" where the record belongs to the whole organisation. */
  site: string;
  kind: string;
  id: string;
  onClose: () => void;
}

/** All versions of one record, the newest first, each of which can be restored. */
export default function Versions({ site, kind, id, onClose }: Props) {
  const { t } = useTranslation("history");
  const can = useCan();
  const path = site ? url`/sites/${site}/versions/${kind}/${id}` : url`/versions/${kind}/${id}`;
  const versions = useQuery(reading<Page<RecordVersion>>(path));
  const [restoring, setRestoring] = useState<RecordVersion | null>(null);
  const items = [...(versions.data?.items ?? [])].sort((a, b) => b.seq - a.seq);
  const key = String(items.find((v) => v.doc)?.doc?.key ?? "");
  const restore = useWrite((seq: number) => send<Written>("POST", `${path}/restore`, { seq }), {
    said: t("restored", { key }),
    site,
    quiet: true,
    onSuccess: () => setRestoring(null),
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t("versionsOf", { kind: kindName(kind), key })}>
      {versions.isError && <ErrorPanel error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.isPending && <LoadingRows rows={4} />}
      <Timeline bulletSize={14} lineWidth={2} active={items.length}>
        {items.map((v, i) => (
          <Timeline.Item
            key={v.seq}
            title={
              <Group gap="xs">
                <Text size="sm" fw={600}>
                  {t("version", { version: v.version })}
                </Text>
                {i === 0 && <Badge size="sm">{t("current")}</Badge>}
                {v.deleted && (
                  <Badge size="sm" color="red">
                    {t("deletedHere")}
                  </Badge>
                )}
              </Group>
            }
          >
            <Version
              version={v}
              onRestore={
                i > 0 && !v.deleted && can("history.restore", site || undefined) ? () => setRestoring(v) : undefined
              }
            />
          </Timeline.Item>
        ))}
      </Timeline>
      <ConfirmDialog
        opened={restoring !== null}
        title={t("restoreTitle")}
        text={t("restoreText")}
        confirm={t("restore")}
        busy={restore.isPending}
        error={restore.error}
        onConfirm={() => restoring && restore.mutate(restoring.seq)}
        onClose={() => setRestoring(null)}
      />
    </Modal>
  );
}

function Version({ version: v, onRestore }: { version: RecordVersion; onRestore?: () => void }) {
  const { t } = useTranslation("history");
  const [open, setOpen] = useState(false);
  return (
    <Stack gap={4}>
      <Text size="xs" c="dimmed">
        {[formatTime(v.at), v.name].join(" · ")}
      </Text>
      <Group gap="xs">
        {v.doc && (
          <Button size="compact-xs" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("showValue")}
          </Button>
        )}
        {onRestore && (
          <Button size="compact-xs" variant="light" leftSection={<RotateCcw size={12} />} onClick={onRestore}>
            {t("restore")}
          </Button>
        )}
      </Group>
      <Collapse expanded={open}>
        <FieldDiff fields={fieldsOf(v.doc)} only="after" />
      </Collapse>
    </Stack>
  );
}
