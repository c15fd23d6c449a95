import { Alert, Button, Checkbox, FileButton, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sendFile } from "../../api/api";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { formatNumber } from "../../parts/TimeAgo";
import type { Refusal, SheetAnswer } from "./types";

interface Props {
  label: string;
  path: string;
  /** The site whose history holds it. */
  site: string;
}

/** Reads a filled workbook: what it would change is shown first, with each refused cell. */
export function SheetIn({ label, path, site }: Props) {
  const [file, setFile] = useState<File>();
  return (
    <>
      <FileButton onChange={(f) => setFile(f ?? undefined)} accept=".xlsx,.csv,.json">
        {(props) => (
          <Button {...props} variant="default" leftSection={<FileUp size={16} aria-hidden />}>
            {label}
          </Button>
        )}
      </FileButton>
      {file && (
        <Preview
          key={file.name + file.lastModified}
          file={file}
          path={path}
          site={site}
          onClose={() => setFile(undefined)}
        />
      )}
    </>
  );
}

interface PreviewProps {
  file: File;
  path: string;
  site: string;
  onClose: () => void;
}

function Preview({ file, path, site, onClose }: PreviewProps) {
  const { t } = useTranslation(["exchange", "common"]);
  const [without, setWithout] = useState(false);
  const [started, setStarted] = useState(false);
  const look = useWrite(() => sendFile<SheetAnswer>(path, { name: file.name }, file), { touches: [], quiet: true });
  if (!started) {
    setStarted(true);
    queueMicrotask(() => look.mutate(undefined));
  }
  const apply = useWrite(
    () => sendFile<SheetAnswer>(path, { name: file.name, apply: "1", withoutRefused: without ? "1" : undefined }, file),
    {
      site,
      quiet: true,
      said: (out) => t("sheet.done", { count: countOf(out) }),
      onSuccess: onClose,
    },
  );
  const found = look.data;
  const changes = found ? countOf(found) : 0;
  const refusals = found?.refusals ?? [];
  return (
    <Modal opened onClose={onClose} size="lg" title={t("sheet.title", { file: file.name })}>
      <Stack>
        {look.isPending && <Text size="sm">{t("sheet.reading")}</Text>}
        <ErrorPanel error={look.error ?? apply.error} />
        {found && (
          <>
            <Text size="sm" role="status">
              {changes === 0 ? t("sheet.nothing") : t("sheet.changes", { count: changes, n: formatNumber(changes) })}{" "}
              {t("sheet.same", { n: formatNumber(found.same) })}
            </Text>
            {refusals.length > 0 && (
              <Alert color="orange" title={t("sheet.refused", { count: refusals.length })}>
                <Refused of={refusals} />
                <Checkbox
                  mt="sm"
                  label={t("sheet.without")}
                  checked={without}
                  onChange={(e) => setWithout(e.currentTarget.checked)}
                />
              </Alert>
            )}
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button
            loading={apply.isPending}
            disabled={changes === 0 || (refusals.length > 0 && !without)}
            onClick={() => apply.mutate(undefined)}
          >
            {t("sheet.apply")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Refused({ of }: { of: Refusal[] }) {
  const { t } = useTranslation("exchange");
  return (
    <Table aria-label={t("sheet.refusedTable")}>
      <Table.Tbody>
        {of.slice(0, 50).map((r, i) => (
          <Table.Tr key={i}>
            <Table.Th scope="row">{[r.sheet, r.cell || String(r.row)].filter(Boolean).join(" ")}</Table.Th>
            <Table.Td>{r.text}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function countOf(a: SheetAnswer): number {
  return typeof a.change === "number" ? a.change : a.change.length;
}
