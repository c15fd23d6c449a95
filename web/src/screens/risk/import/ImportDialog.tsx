import { Alert, Button, Checkbox, FileInput, Group, List, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, sendFile, url } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { MappingForm } from "./MappingForm";
import { Rows } from "./Rows";
import { kinds, type Mapping, type SheetImport } from "./types";

interface Props {
  site: string;
  onClose: () => void;
}

/** Imports rows of a HAZOP, a LOPA or a physical security review: choose, map, look, apply. */
export default function ImportDialog({ site, onClose }: Props) {
  const { t } = useTranslation(["risk", "common"]);
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const [seen, setSeen] = useState<SheetImport>();
  const [mapping, setMapping] = useState<Mapping>();
  const [without, setWithout] = useState(false);
  const [note, setNote] = useState("");
  const path = url`/sites/${site}/scenarios/sheet`;

  const look = useWrite(
    (map: Mapping | undefined) => {
      if (!file) throw new Error("no file");
      return sendFile<SheetImport>(path, { kind, name: file.name, mapping: map && JSON.stringify(map) }, file);
    },
    {
      touches: [],
      quiet: true,
      onSuccess: (out) => {
        setSeen(out);
        setMapping(out.mapping);
      },
    },
  );
  const apply = useWrite(
    () => {
      if (!file || !seen) throw new Error("no file");
      return sendFile<SheetImport>(
        path,
        {
          kind: seen.kind,
          name: file.name,
          mapping: seen.kind !== "worksheet" && seen.mapping ? JSON.stringify(seen.mapping) : undefined,
          apply: 1,
          hash: seen.hash,
          withoutRefused: without ? 1 : undefined,
          note,
        },
        file,
      );
    },
    {
      touches: [keyOf(url`/sites/${site}`)],
      site,
      quiet: true,
      said: (out) => t("import.applied", { add: out.counts.add ?? 0, change: out.counts.change ?? 0 }),
      onSuccess: (out) => {
        if ((out.review ?? []).length === 0) onClose();
        else setSeen(out);
      },
    },
  );
  const start = (next: File | null) => {
    setFile(next);
    setSeen(undefined);
    setMapping(undefined);
    look.reset();
    apply.reset();
  };
  const changed = seen !== undefined && JSON.stringify(mapping) !== JSON.stringify(seen.mapping);
  const counts = seen?.counts ?? {};
  const refused = counts.refuse ?? 0;
  const something = (counts.add ?? 0) + (counts.change ?? 0) > 0;
  const done = apply.isSuccess;
  return (
    <Modal opened onClose={onClose} title={t("import.open")} size="min(1100px, 96vw)">
      <Stack>
        <Text size="sm" c="dimmed">
          {t("import.lead")}
        </Text>
        <Group align="flex-end" gap="sm">
          <FileInput
            label={t("import.file")}
            placeholder={t("import.choose")}
            accept=".xlsx,.csv"
            value={file}
            onChange={start}
            flex="1 1 240px"
            clearable
            clearButtonProps={{ "aria-label": t("common:clear") }}
          />
          <Select
            label={t("import.kind")}
            placeholder={t("import.guessKind")}
            data={kinds.map((k) => ({ value: k, label: t(`import.kinds.${k}`) }))}
            value={kind}
            onChange={(v) => {
              setKind(v);
              setSeen(undefined);
            }}
            clearable
            w={240}
          />
          <Button loading={look.isPending && !seen} disabled={!file || done} onClick={() => look.mutate(undefined)}>
            {t("import.read")}
          </Button>
        </Group>
        <ErrorPanel error={look.error} />
        {seen && !done && (
          <>
            {seen.blocked && <Alert color="orange">{seen.blocked}</Alert>}
            {(seen.notes ?? []).map((n) => (
              <Text key={n} size="sm">
                {n}
              </Text>
            ))}
            {mapping && seen.kind !== "worksheet" && (
              <MappingForm site={site} seen={seen} mapping={mapping} onChange={setMapping} />
            )}
            {changed && (
              <Group>
                <Button variant="light" loading={look.isPending} onClick={() => look.mutate(mapping)}>
                  {t("import.again")}
                </Button>
                <Text size="sm" c="dimmed">
                  {t("import.changed")}
                </Text>
              </Group>
            )}
            <Rows seen={seen} />
            {refused > 0 && something && (
              <Checkbox
                label={t("import.without", { count: refused })}
                checked={without}
                onChange={(e) => setWithout(e.currentTarget.checked)}
              />
            )}
            <TextInput
              label={t("import.note")}
              value={note}
              onChange={(e) => setNote(e.currentTarget.value)}
              maxLength={400}
            />
          </>
        )}
        {done && (
          <Alert color="orange" title={t("import.reviewTitle")}>
            <Text size="sm">{t("import.reviewText")}</Text>
            <List size="sm">
              {(seen?.review ?? []).map((key) => (
                <List.Item key={key}>{key}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        <ErrorPanel error={apply.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {done ? t("common:close") : t("common:cancel")}
          </Button>
          {seen && !done && (
            <Button
              loading={apply.isPending}
              disabled={changed || !something || seen.blocked !== "" || (refused > 0 && !without)}
              onClick={() => apply.mutate(undefined)}
            >
              {t("import.apply", { add: counts.add ?? 0, change: counts.change ?? 0 })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
