import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../../api/api";
import { Problem } from "../../../api/problem";
import { useSave, useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { RatingPickers } from "../../../parts/risk/RatingPickers";
import { RecordPicker, RecordsPicker } from "../../../parts/risk/RecordPicker";
import {
  categories,
  type Assumption,
  type Criteria,
  type EssentialFunction,
  type WorstCase,
  type WorstCaseResult,
} from "../../../parts/risk/types";
import { tidy } from "../../../parts/plant/tidy";

interface Props {
  site: string;
  /** Absent for a new one. */
  record: WorstCase | undefined;
  /** Function of a new one. */
  of: string | undefined;
  functions: EssentialFunction[];
  worstCases: WorstCase[];
  results: Map<string, WorstCaseResult>;
  assumptions: Assumption[];
  criteria: Criteria;
  onClose: () => void;
}

/** Rates the worst credible outcome of losing a function. */
export function WorstCaseDialog(p: Props) {
  const { t } = useTranslation(["risk", "common"]);
  const { site, criteria, onClose } = p;
  const [now, setNow] = useState<WorstCase>(
    p.record ?? { id: "", version: 0, key: "", name: "", function: p.of ?? "", ratings: {} },
  );
  const set = (part: Partial<WorstCase>) => setNow((old) => ({ ...old, ...part }));
  const touches = [keyOf(url`/sites/${site}`)];
  const add = useWrite((w: WorstCase) => send<WorstCase>("POST", url`/sites/${site}/worst-cases`, bodyOf(w)), {
    touches,
    site,
    quiet: true,
    said: (w) => t("worst.added", { key: w.key }),
    onSuccess: onClose,
  });
  const save = useSave<WorstCase>((w) => url`/sites/${site}/worst-cases/${w.id}`, {
    touches,
    site,
    quiet: true,
    body: bodyOf,
    said: (w) => t("worst.saved", { key: w.key }),
    onSuccess: onClose,
  });
  const write = p.record ? save : add;
  const errors = write.error instanceof Problem ? write.error.fields : {};
  const shown = ["name", "function", "outcome", "inherits", "assumptions", "rationale", "owner", "pha", "ratings"];
  const beside =
    Object.keys(errors).length > 0 && Object.keys(errors).every((f) => shown.includes(f.split(".")[0] ?? ""));
  const submit = (e: FormEvent) => {
    e.preventDefault();
    const name = now.name.trim() || (now.outcome ?? "").trim().slice(0, 120);
    write.mutate({ ...now, name });
  };
  const paths = (now.inherits ?? []).flatMap((id) => {
    const r = p.results.get(id);
    return r && r.path.length > 1 ? [r.path.join(" → ")] : [];
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={p.record ? t("worst.editTitle", { key: p.record.key }) : t("worst.rate")}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t("worst.rule")}
          </Text>
          <RecordPicker
            label={t("worst.function")}
            records={p.functions}
            value={now.function}
            required
            error={errors.function}
            onChange={(f) => set({ function: f ?? "" })}
          />
          <Textarea
            label={t("worst.outcome")}
            description={t("worst.outcomeHint")}
            value={now.outcome ?? ""}
            error={errors.outcome}
            maxLength={4000}
            onChange={(e) => set({ outcome: e.currentTarget.value })}
            data-autofocus
          />
          <TextInput
            label={t("worst.name")}
            description={t("worst.nameHint")}
            value={now.name}
            error={errors.name}
            maxLength={200}
            onChange={(e) => set({ name: e.currentTarget.value })}
          />
          <RatingPickers
            ratings={now.ratings ?? {}}
            criteria={criteria}
            errors={Object.fromEntries(categories.map((c) => [c, errors[`ratings.${c}`]]))}
            onChange={(ratings) => set({ ratings })}
          />
          <div>
            <RecordsPicker
              label={t("worst.inherits")}
              description={t("worst.inheritsHint")}
              records={p.worstCases.filter((w) => w.id !== now.id)}
              value={now.inherits}
              error={errors.inherits}
              onChange={(inherits) => set({ inherits })}
            />
            {paths.map((path) => (
              <Text key={path} size="xs" c="dimmed">
                {t("worst.path", { path })}
              </Text>
            ))}
          </div>
          <Textarea
            label={t("column.rationale")}
            value={now.rationale ?? ""}
            error={errors.rationale}
            maxLength={4000}
            onChange={(e) => set({ rationale: e.currentTarget.value })}
          />
          <RecordsPicker
            label={t("column.assumptions")}
            records={p.assumptions}
            value={now.assumptions}
            error={errors.assumptions}
            onChange={(assumptions) => set({ assumptions })}
          />
          <Group grow align="flex-start">
            <TextInput
              label={t("column.owner")}
              value={now.owner ?? ""}
              error={errors.owner}
              onChange={(e) => set({ owner: e.currentTarget.value })}
            />
            <TextInput
              label={t("column.pha")}
              value={now.pha ?? ""}
              error={errors.pha}
              onChange={(e) => set({ pha: e.currentTarget.value })}
            />
          </Group>
          {beside ? (
            <Text size="sm" c="red" role="alert">
              {t("common:error.seeFields")}
            </Text>
          ) : (
            <ErrorPanel error={write.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={write.isPending}>
              {t("common:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The record as it is sent; the levels stay, for 0 is one. */
function bodyOf({ ratings, key, name, function: of, ...others }: WorstCase) {
  return { ...tidy(others), key, name, function: of, ...(Object.keys(ratings ?? {}).length > 0 && { ratings }) };
}
