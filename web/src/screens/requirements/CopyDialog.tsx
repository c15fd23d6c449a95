import { Button, Group, Modal, Radio, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { answersOf } from "../../parts/plant/queries";
import type { Answer, SubjectRef } from "../../parts/plant/types";
import type { Copied } from "./answering";
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
  const overwrite = which === "all";
  const open = new Set(answers.filter((a) => overwrite || !a.verdict).map((a) => a.requirement.id));
  const given = (theirs.data?.items ?? []).filter((a) => a.verdict && open.has(a.requirement.id));
  const copy = useWrite<SubjectRef, Copied>(
    (from) => {
      const requirements = given.map((a) => a.requirement.id);
      return send("POST", url`/sites/${site}/verdicts/copy`, { from, to: [subject], requirements, overwrite });
    },
    {
      touches: [keyOf(url`/sites/${site}`)],
      site,
      quiet: true,
      said: (out) => {
        const copied = t("answer.copied", { count: out.changed });
        if (!out.skipped) return copied;
        return `${copied} ${t("answer.notCopied", { count: out.skipped, reason: out.notCopied?.[0]?.reason })}`;
      },
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
          {source && theirs.data ? t("answer.copyCount", { count: given.length }) : t("answer.copyHint")}
        </Text>
        <ErrorPanel error={theirs.error ?? copy.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button
            disabled={given.length === 0}
            loading={copy.isPending || (source && theirs.isPending)}
            onClick={() => source && copy.mutate(source)}
          >
            {t("answer.copyDo", { count: given.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
