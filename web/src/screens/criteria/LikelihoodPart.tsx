import { ActionIcon, Button, NumberInput, Text, Textarea, TextInput, VisuallyHidden } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { LikelihoodStep } from "../../parts/risk/types";
import classes from "./criteria.module.css";
import { addLikelihood, fewestLevels, mostLevels, removeLikelihood } from "./draft";
import type { PartProps } from "./part";

/** The levels of likelihood, the highest first, each with what it stands for. */
export function LikelihoodPart({ criteria: c, onChange, says }: PartProps) {
  const { t } = useTranslation("criteria");
  const set = (at: number, part: Partial<LikelihoodStep>) =>
    onChange({ ...c, likelihoods: c.likelihoods.map((x, i) => (i === at ? { ...x, ...part } : x)) });
  const row = (step: LikelihoodStep, i: number) => (
    <fieldset key={i} className={classes.row}>
      <VisuallyHidden component="legend">{t("line.likelihood", { n: i + 1 })}</VisuallyHidden>
      <TextInput
        size="xs"
        w={190}
        label={t("likelihood.name")}
        leftSection={i + 1}
        value={step.name}
        onChange={(e) => set(i, { name: e.currentTarget.value })}
        error={says(`likelihoods.${i}.name`)}
        maxLength={100}
      />
      <Textarea
        className={classes.grow}
        size="xs"
        minRows={1}
        label={t("likelihood.meaning")}
        value={step.meaning ?? ""}
        onChange={(e) => set(i, { meaning: e.currentTarget.value })}
        error={says(`likelihoods.${i}.meaning`)}
        maxLength={500}
      />
      <NumberInput
        size="xs"
        w={150}
        label={t("likelihood.perYear")}
        min={0}
        hideControls
        value={step.perYear ?? ""}
        onChange={(v) => set(i, { perYear: v === "" || Number(v) === 0 ? undefined : Number(v) })}
        error={says(`likelihoods.${i}.perYear`)}
      />
      <ActionIcon
        size="md"
        aria-label={t("removeLikelihood", { n: i + 1 })}
        disabled={c.likelihoods.length <= fewestLevels}
        onClick={() => onChange(removeLikelihood(c, i))}
      >
        <Trash2 size={16} aria-hidden />
      </ActionIcon>
    </fieldset>
  );
  return (
    <>
      {says("likelihoods") && (
        <Text size="sm" c="red" role="alert" mb="xs">
          {says("likelihoods")}
        </Text>
      )}
      {c.likelihoods.map(row).reverse()}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<Plus size={14} aria-hidden />}
        disabled={c.likelihoods.length >= mostLevels}
        onClick={() => onChange(addLikelihood(c))}
      >
        {t("addLikelihood")}
      </Button>
    </>
  );
}
