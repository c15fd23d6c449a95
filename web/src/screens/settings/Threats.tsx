import { Button, FileButton, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../api/me";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { NewRelease } from "./NewRelease";
import { ReleaseTable } from "./ReleaseTable";
import { releases, removeRelease, tryRelease, type AddedRelease, type Release } from "./releases";

/** Which release of ATT&CK for ICS is in use; others can be read in from their file. */
export function Threats() {
  const { t } = useTranslation("account");
  // A release is for all sites, and so is the right to read one in.
  const mayAdd = useMe().can.allSites.includes("risk.edit");
  const list = useQuery(releases);
  const reset = useRef<() => void>(null);
  const [tried, setTried] = useState<{ file: File; release: AddedRelease }>();
  const [removing, setRemoving] = useState<Release>();
  const look = useWrite(
    async (file: File) => {
      const release = await tryRelease(file);
      setTried({ file, release });
    },
    { touches: [], quiet: true },
  );
  const remove = useWrite((r: Release) => removeRelease(r), {
    said: (_, r) => t("threats.removed", { release: r.release }),
    quiet: true,
    onSuccess: () => setRemoving(undefined),
  });
  const take = (file: File | null) => {
    reset.current?.(); // the same file can be chosen again
    if (file) look.mutate(file);
  };
  if (list.isError) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <LoadingRows rows={3} />;
  const inUse = list.data.items.find((r) => r.inUse);
  return (
    <Stack maw={860}>
      <Group justify="space-between" align="start">
        <Title order={2} size="h4">
          {t("threats.inUse", { release: inUse?.release })}
        </Title>
        {mayAdd && (
          <FileButton onChange={take} accept=".json,.gz,application/json,application/gzip" resetRef={reset}>
            {(props) => (
              <Button leftSection={<Upload size={16} aria-hidden />} loading={look.isPending} {...props}>
                {t("threats.add")}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      <Text size="sm">{t("threats.lead")}</Text>
      <ErrorPanel error={look.error} />
      <ReleaseTable releases={list.data.items} onRemove={mayAdd ? setRemoving : undefined} />
      {inUse && (
        <Text size="xs" c="dimmed" component="footer">
          {inUse.attribution}
        </Text>
      )}
      {tried && <NewRelease file={tried.file} tried={tried.release} onClose={() => setTried(undefined)} />}
      <ConfirmDialog
        opened={removing !== undefined}
        danger
        title={t("threats.removeTitle", { release: removing?.release ?? "" })}
        text={removing?.inUse ? t("threats.removeInUse") : t("threats.removeText")}
        confirm={t("threats.remove")}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => removing && remove.mutate(removing)}
        onClose={() => setRemoving(undefined)}
      />
    </Stack>
  );
}
