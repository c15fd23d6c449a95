import { Button, Group, Modal, Radio, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, url } from "../../api/api";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { answersOf } from "../../parts/plant/queries";
import type { Answer, SubjectRef } from "../../parts/plant/types";
import { alike, give } from "./answering";
import type { useSubjects } from "./SubjectSelect";

interface Props {
  site: string;
  subject: SubjectRef;
  subjects: ReturnType<typeof useSubjects>;
  /** The requirements that are listed. */
  answers: Answer[];
  onClose: () => void;
}

/** Takes over the answers of another zone or conduit, for the requirements that are listed. */
export function CopyDialog({ site, subject, subjects, answers, onClose }: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const all = [...subjects.zones, ...subjects.conduits, subjects.site];
  const [from, setFrom] = useState<string | null>(null);
  const [which, setWhich] = useState("open");
  const source = all.find((s) => s.value === from)?.subject;
  const theirs = useQuery({
    ...answersOf(site, source?.kind ?? "", source?.id ?? ""),
    enabled: source !== undefined,
  });
  const open = new Set(answers.filter((a) => which === "all" || !a.verdict).map((a) => a.requirement.id));
  const copied = (theirs.data?.items ?? []).flatMap((a) => (a.verdict && open.has(a.requirement.id) ? a.verdict : []));
  const copy = useWrite(
    async () => {
      for (const { set, requirements } of alike(copied)) {
        await give(site, { subjects: [subject], requirements, set });
      }
    },
    {
      touches: [keyOf(url`/sites/${site}`)],
      quiet: true,
      said: t("answer.copied", { count: copied.length }),
      onSuccess: onClose,
    },
  );
  return (
    <Modal opened onClose={onClose} title={t("answer.copy")} closeButtonProps={{ "aria-label": t("common:close") }}>
      <Stack gap="sm">
        <Select
          label={t("answer.copyFrom")}
          searchable
          data-autofocus
          data={all
            .filter((s) => s.value !== `${subject.kind}/${subject.id}`)
            .map(({ value, label }) => ({ value, label }))}
          value={from}
          onChange={setFrom}
        />
        <Radio.Group value={which} onChange={setWhich} label={t("answer.copyWhich")}>
          <Stack gap={6} mt={4}>
            <Radio value="open" label={t("answer.copyOpen")} />
            <Radio value="all" label={t("answer.copyAll")} />
          </Stack>
        </Radio.Group>
        <Text size="sm" role="status">
          {source && theirs.data ? t("answer.copyCount", { count: copied.length }) : t("answer.copyHint")}
        </Text>
        <ErrorPanel error={theirs.error ?? copy.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button
            disabled={copied.length === 0}
            loading={copy.isPending || (source && theirs.isPending)}
            onClick={() => copy.mutate(undefined)}
          >
            {t("answer.copyDo", { count: copied.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
