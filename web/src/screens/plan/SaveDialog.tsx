import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import type { QueryKey } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Head } from "../../api/plan";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";

interface Props<T extends Head> {
  title: string;
  site: string;
  touches: QueryKey[];
  run: (name: string, note: string | undefined) => Promise<T>;
  onClose: () => void;
}

/** Asks for a name and keeps what was tried out or planned. */
export function SaveDialog<T extends Head>({ title, site, touches, run, onClose }: Props<T>) {
  const { t } = useTranslation(["plan", "common"]);
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const keep = useWrite(() => run(name.trim(), note.trim() || undefined), {
    touches,
    site,
    quiet: true,
    said: (x) => t("kept.said", { key: x.key, name: x.name }),
    onSuccess: onClose,
  });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (name.trim()) keep.mutate(undefined);
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t("kept.name")}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            maxLength={200}
            required
            data-autofocus
          />
          <Textarea
            label={t("kept.note")}
            value={note}
            onChange={(e) => setNote(e.currentTarget.value)}
            maxLength={4000}
            autosize
            minRows={2}
          />
          <ErrorPanel error={keep.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={keep.isPending}>
              {t("kept.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
