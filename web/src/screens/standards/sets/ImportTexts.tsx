import { Alert, Button, FileInput, Group, Modal, Stack, Text } from "@mantine/core";
import { Lock } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, sendFile, url } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import type { RequirementSet } from "../../../parts/library/types";
import { Refusals, type Refusal } from "./Refusals";

interface Read {
  changed: number;
  refused?: Refusal[];
}

/** Attaches the texts of a spreadsheet to the requirements of a set: choose, look, attach. */
export default function ImportTexts({ set, onClose }: { set: RequirementSet; onClose: () => void }) {
  const { t } = useTranslation(["standards", "common"]);
  const [file, setFile] = useState<File | null>(null);
  const path = url`/catalog/sets/${set.id}/texts`;
  const send = (dry: boolean) => {
    if (!file) throw new Error("no file");
    return sendFile<Read>(path, { name: file.name, dry: dry || undefined }, file);
  };
  const look = useWrite(() => send(true), { touches: [], quiet: true });
  const apply = useWrite(() => send(false), {
    touches: [keyOf(path)],
    site: "",
    quiet: true,
    said: (out) => t("importTexts.done", { count: out.changed }),
    onSuccess: (out) => (out.refused ?? []).length === 0 && onClose(),
  });
  const seen = look.data;
  const refused = seen?.refused ?? [];
  const good = seen !== undefined && refused.length === 0;
  return (
    <Modal opened onClose={onClose} title={t("importTexts.title", { standard: set.standard })} size="lg">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (good) apply.mutate();
          else look.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t("importTexts.lead")}</Text>
          <Alert color="gray" icon={<Lock size={16} />} p="xs">
            {t("texts.stays")} {t("texts.hint")}
          </Alert>
          <FileInput
            label={t("importTexts.file")}
            placeholder={t("importTexts.choose")}
            accept=".xlsx,.csv"
            value={file}
            onChange={(next) => {
              setFile(next);
              look.reset();
              apply.reset();
            }}
            clearable
            clearButtonProps={{ "aria-label": t("common:clear") }}
          />
          <ErrorPanel error={look.error} />
          {refused.length > 0 && (
            <Refusals title={t("importTexts.refused", { count: refused.length })} refusals={refused} />
          )}
          {good && (
            <Text size="sm" role="status">
              {seen.changed > 0 ? t("importTexts.counts", { count: seen.changed }) : t("importTexts.nothing")}
            </Text>
          )}
          <ErrorPanel error={apply.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            {!good && (
              <Button type="submit" loading={look.isPending} disabled={!file}>
                {t("importTexts.look")}
              </Button>
            )}
            {good && (
              <Button type="submit" loading={apply.isPending} disabled={seen.changed === 0}>
                {t("importTexts.apply", { count: seen.changed })}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
