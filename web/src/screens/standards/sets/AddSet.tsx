import { Alert, Button, FileInput, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sendFile } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { setKinds, type SetKind } from "../../../parts/library/types";
import { libOptions, libWord } from "../../../parts/library/words";
import { Refusals, type Refusal } from "./Refusals";

interface Props {
  onClose: () => void;
  onAdded: (set: string) => void;
}

/** What was found in a file, and what becomes of it. */
interface Read {
  source: string;
  sets: Found[];
  refusals: Refusal[];
  notes: string[];
}

interface Found {
  id: string;
  kind: SetKind;
  standard: string;
  title: string;
  groups: number;
  requirements: number;
  outcome: "add" | "change" | "skip";
}

/** What a spreadsheet or an OSCAL catalogue may not say of its set. */
const unsaid = { id: "", title: "", kind: "", edition: "" };

/** Adds requirement sets from a file: choose, look, add. */
export default function AddSet({ onClose, onAdded }: Props) {
  const { t } = useTranslation(["standards", "common"]);
  const [file, setFile] = useState<File | null>(null);
  const [head, setHead] = useState(unsaid);
  const send = (dry: boolean) => {
    if (!file) throw new Error("no file");
    return sendFile<Read>("/catalog/sets", { name: file.name, dry: dry || undefined, ...head }, file);
  };
  const look = useWrite(() => send(true), { touches: [], quiet: true });
  const apply = useWrite(() => send(false), {
    touches: [["catalog"]],
    site: "",
    quiet: true,
    said: ({ sets }) =>
      sets.length === 1 ? t("add.done", { standard: sets[0]?.standard }) : t("add.doneMany", { count: sets.length }),
    onSuccess: ({ sets, refusals }) => {
      const [first] = sets;
      if (refusals.length > 0) return;
      if (first && sets.length === 1) onAdded(first.id);
      else onClose();
    },
  });
  // Somebody else may have changed the catalogue between looking and adding.
  const seen = apply.data ?? look.data;
  const refusals = seen?.refusals ?? [];
  const good = seen !== undefined && refusals.length === 0 && seen.sets.length > 0;
  const nothing = good && seen.sets.every((s) => s.outcome === "skip");
  const changed = () => {
    look.reset();
    apply.reset();
  };
  const fill = (part: Partial<typeof unsaid>) => {
    setHead({ ...head, ...part });
    changed();
  };
  // A data pack says all of it itself.
  const speaks = file !== null && /\.(ya?ml|zip)$/i.test(file.name);
  return (
    <Modal opened onClose={onClose} title={t("add.title")} size="min(860px, 96vw)">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (good && !nothing) apply.mutate();
          else look.mutate();
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t("add.lead")}
          </Text>
          <FileInput
            label={t("add.file")}
            placeholder={t("add.choose")}
            accept=".yaml,.yml,.zip,.json,.xlsx,.csv"
            value={file}
            onChange={(next) => {
              setFile(next);
              changed();
            }}
            clearable
            clearButtonProps={{ "aria-label": t("common:clear") }}
          />
          {file && !speaks && (
            <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
              <Text component="legend" size="sm" fw={600} mb={4}>
                {t("add.head")}
              </Text>
              <Group gap="sm" align="flex-start">
                <TextInput
                  label={t("add.id")}
                  placeholder={t("add.idHint")}
                  maxLength={64}
                  flex="1 1 220px"
                  value={head.id}
                  onChange={(e) => fill({ id: e.currentTarget.value })}
                />
                <TextInput
                  label={t("add.name")}
                  maxLength={200}
                  flex="2 1 240px"
                  value={head.title}
                  onChange={(e) => fill({ title: e.currentTarget.value })}
                />
                <Select
                  label={t("add.kind")}
                  clearable
                  data={libOptions("setKind", setKinds)}
                  value={head.kind || null}
                  onChange={(kind) => fill({ kind: kind ?? "" })}
                  flex="1 1 160px"
                />
                <TextInput
                  label={t("add.edition")}
                  maxLength={40}
                  flex="0 1 110px"
                  value={head.edition}
                  onChange={(e) => fill({ edition: e.currentTarget.value })}
                />
              </Group>
            </fieldset>
          )}
          <ErrorPanel error={look.error} />
          {refusals.length > 0 && <Refusals title={t("add.refused", { count: refusals.length })} refusals={refusals} />}
          {good && seen.sets.map((s) => <Preview key={s.id} found={s} source={seen.source} />)}
          {(seen?.notes ?? []).map((note) => (
            <Text key={note} size="sm">
              {note}
            </Text>
          ))}
          <ErrorPanel error={apply.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            {!good && (
              <Button type="submit" loading={look.isPending} disabled={!file}>
                {t("add.look")}
              </Button>
            )}
            {good && (
              <Button type="submit" loading={apply.isPending} disabled={nothing}>
                {nothing ? t("add.same") : t("add.apply", { count: seen.sets.length })}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Preview({ found, source }: { found: Found; source: string }) {
  const { t } = useTranslation("standards");
  const facts = [
    libWord("setKind", found.kind),
    found.id,
    t("add.counts", { count: found.requirements, groups: found.groups }),
    source,
  ];
  return (
    <Alert color="green" icon={<CircleCheck size={18} />} title={t("add.good")} role="status">
      <Text size="sm" fw={600}>
        {[...new Set([found.standard, found.title])].join(" · ")}
      </Text>
      <Text size="sm">{facts.join(" · ")}</Text>
      <Text size="sm">{t(`add.outcome.${found.outcome}`)}</Text>
    </Alert>
  );
}
