import {
  Alert,
  Badge,
  Button,
  FileInput,
  Group,
  Modal,
  ScrollArea,
  Select,
  Stack,
  Table,
  Text,
  Title,
} from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, sendFile, url } from "../../api/api";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { Value } from "../../parts/Value";
import { fieldName, kindName } from "../../parts/words";

interface Change {
  kind: "zone" | "conduit" | "asset";
  key: string;
  name: string;
  op: "add" | "change" | "skip";
  fields?: { path: string; before?: unknown; after?: unknown }[];
}

interface Preview {
  page: string;
  pages: { id: string; name: string; shapes: number }[];
  changes: Change[];
  refusals: { cell: string; label: string; reason: string }[];
  counts: { add: number; change: number; skip: number; refuse: number };
  hash: string;
  entry?: number;
}

interface Props {
  site: string;
  onDone: (out: unknown) => void;
  onClose: () => void;
}

/** Reads a drawing of another program: shows what it would change, and changes it as one act. */
export function ImportDialog({ site, onDone, onClose }: Props) {
  const { t } = useTranslation(["drawing", "common"]);
  const [file, setFile] = useState<File | null>(null);
  const [page, setPage] = useState<string>();
  const path = url`/sites/${site}/drawing/import`;
  const preview = useQuery({
    queryKey: ["drawing preview", site, file?.name, file?.size, file?.lastModified, page],
    queryFn: () => sendFile<Preview>(path, { dry: 1, name: file?.name, page }, file as File),
    enabled: file !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    placeholderData: page === undefined ? undefined : keepPreviousData,
  });
  const apply = useWrite(
    () => sendFile<Preview>(path, { name: file?.name, page, hash: preview.data?.hash }, file as File),
    {
      touches: [keyOf(url`/sites/${site}`)],
      site,
      quiet: true,
      said: (out) => t("drawing:imported", { count: out.counts.add + out.counts.change }),
      onSuccess: onDone,
    },
  );
  const shown = preview.data;
  const changes = shown?.changes.filter((c) => c.op !== "skip") ?? [];
  const pages = shown?.pages.filter((p) => p.shapes > 0) ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t("drawing:import")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t("drawing:importHint")}
        </Text>
        <Group align="flex-end" grow>
          <FileInput
            label={t("drawing:file")}
            placeholder={t("drawing:chooseFile")}
            leftSection={<FileUp size={16} aria-hidden />}
            accept=".drawio,.xml,.csv,.xlsx,.txt"
            value={file}
            onChange={(f) => {
              setFile(f);
              setPage(undefined);
              apply.reset();
            }}
          />
          {pages.length > 1 && (
            <Select
              label={t("drawing:page")}
              data={pages.map((p) => ({
                value: p.id || p.name,
                label: t("drawing:pageOf", { name: p.name, count: p.shapes }),
              }))}
              value={page ?? pages.find((p) => p.name === shown?.page)?.id ?? null}
              onChange={(v) => setPage(v ?? undefined)}
              allowDeselect={false}
            />
          )}
        </Group>
        {preview.isFetching && <LoadingRows rows={3} />}
        <ErrorPanel error={preview.error ?? apply.error} />
        {shown && !preview.isFetching && (
          <>
            <Group gap="xs" role="status">
              {(["add", "change", "skip", "refuse"] as const).map((op) => (
                <Badge key={op} variant="default">
                  {t(`drawing:counts.${op}`, { count: shown.counts[op] })}
                </Badge>
              ))}
            </Group>
            <ScrollArea.Autosize mah="45vh" type="auto" tabIndex={0}>
              <Stack gap="sm">
                {changes.length > 0 && <Changes changes={changes} />}
                {shown.refusals.length > 0 && (
                  <Alert color="orange" title={t("drawing:refused", { count: shown.refusals.length })}>
                    <Table>
                      <Table.Tbody>
                        {shown.refusals.map((r, i) => (
                          <Table.Tr key={i}>
                            <Table.Td>{r.label || <Key>{r.cell}</Key>}</Table.Td>
                            <Table.Td>{r.reason}</Table.Td>
                          </Table.Tr>
                        ))}
                      </Table.Tbody>
                    </Table>
                  </Alert>
                )}
              </Stack>
            </ScrollArea.Autosize>
            {changes.length === 0 && <Text size="sm">{t("drawing:nothingNew")}</Text>}
            <Text size="xs" c="dimmed">
              {t("drawing:staysHint")}
            </Text>
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button
            disabled={changes.length === 0 || preview.isFetching}
            loading={apply.isPending}
            onClick={() => apply.mutate(undefined)}
          >
            {t("drawing:apply", { count: changes.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Changes({ changes }: { changes: Change[] }) {
  const { t } = useTranslation("drawing");
  return (
    <section>
      <Title order={3} size="sm" mb={4}>
        {t("changes")}
      </Title>
      <Table>
        <Table.Tbody>
          {changes.map((c) => (
            <Table.Tr key={`${c.kind} ${c.key}`}>
              <Table.Td>{t(`op.${c.op}`)}</Table.Td>
              <Table.Td>{kindName(c.kind)}</Table.Td>
              <Table.Td>
                <Key>{c.key}</Key> {c.name}
              </Table.Td>
              <Table.Td>
                {(c.fields ?? []).map((f) => (
                  <Text key={f.path} size="xs">
                    {fieldName(f.path.split(".")[0] ?? f.path)}: <Value of={f.before} /> → <Value of={f.after} />
                  </Text>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
