import { Alert, Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { entryOf, keyOf, send, url } from "../../api/api";
import { refresh } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { said, saidProblem, saidUndo } from "../../parts/notice";
import type { Countermeasure } from "../../parts/risk/types";
import { measureStates } from "../../parts/risk/views";
import { useCan } from "../../api/me";

interface Props {
  site: string;
  measures: Countermeasure[];
  onDone: () => void;
  onClose: () => void;
}

/** Sets the state or the owner of several countermeasures, one after the other. */
export function BulkMeasures({ site, measures, onDone, onClose }: Props) {
  const { t } = useTranslation(["targets", "common"]);
  const mayUndo = useCan()("history.restore", site);
  const [state, setState] = useState<string>();
  const [owner, setOwner] = useState<string>();
  const [stopped, setStopped] = useState<string>();
  const takeBack = async (entries: number[]) => {
    try {
      for (const entry of entries.reverse()) await send("POST", url`/sites/${site}/history/${entry}/undo`);
    } catch (problem) {
      saidProblem(problem);
    }
    refresh();
  };
  const write = useMutation({
    mutationFn: async () => {
      const entries: number[] = [];
      for (const m of measures) {
        const next = {
          ...m,
          ...(state !== undefined && { state }),
          ...(owner !== undefined && { owner: owner.trim() || undefined }),
        };
        try {
          const out = await send("PUT", url`/sites/${site}/countermeasures/${m.id}`, next, m.version);
          const entry = entryOf(out);
          if (entry) entries.push(entry);
        } catch (problem) {
          setStopped(m.key);
          throw problem;
        }
      }
      return entries;
    },
    onSettled: () => refresh([keyOf(url`/sites/${site}`)]),
    onSuccess: (entries) => {
      const text = t("measures.bulk.done", { count: measures.length });
      if (mayUndo && entries.length > 0) saidUndo(text, () => takeBack(entries));
      else said(text);
      onDone();
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("measures.bulk.title", { count: measures.length })} size="md">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          setStopped(undefined);
          write.mutate();
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t("measures.bulk.text")}
          </Text>
          <Group align="flex-end" wrap="nowrap">
            <Checkbox
              mb={8}
              aria-label={t("measures.bulk.setState")}
              checked={state !== undefined}
              onChange={(e) => setState(e.currentTarget.checked ? "existing" : undefined)}
            />
            <Select
              flex={1}
              label={t("measures.state")}
              data={measureStates.map((v) => ({ value: v, label: t(`measures.states.${v}`) }))}
              value={state ?? null}
              onChange={(v) => setState(v ?? undefined)}
            />
          </Group>
          <Group align="flex-end" wrap="nowrap">
            <Checkbox
              mb={8}
              aria-label={t("measures.bulk.setOwner")}
              checked={owner !== undefined}
              onChange={(e) => setOwner(e.currentTarget.checked ? "" : undefined)}
            />
            <TextInput
              flex={1}
              label={t("measures.owner")}
              value={owner ?? ""}
              maxLength={200}
              onChange={(e) => setOwner(e.currentTarget.value)}
            />
          </Group>
          {stopped && <Alert color="red">{t("measures.bulk.stopped", { key: stopped })}</Alert>}
          <ErrorPanel error={write.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={write.isPending} disabled={state === undefined && owner === undefined}>
              {t("common:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
