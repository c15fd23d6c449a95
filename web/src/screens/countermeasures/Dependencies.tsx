import { ActionIcon, Button, Select, Text, TextInput, Title } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dependencyKinds } from "../../parts/risk/types";
import { riskOptions } from "../../parts/risk/words";
import classes from "./countermeasures.module.css";
import type { MeasureFormOf } from "./MeasureForm";

/** What a countermeasure shares with others: two that have one in common count once. */
export function Dependencies({ form, readOnly }: { form: MeasureFormOf; readOnly: boolean }) {
  const { t } = useTranslation("targets");
  const list = form.getValues().dependencies ?? [];
  return (
    <section aria-labelledby="dependencies-title">
      <Title order={3} id="dependencies-title">
        {t("measures.dependencies")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("measures.hint.dependencies")}
      </Text>
      {list.map((_, i) => (
        <div key={i} className={classes.line} role="group" aria-label={t("measures.dependencyN", { n: i + 1 })}>
          <Select
            aria-label={t("measures.dependencyKind")}
            data={riskOptions("dependency", dependencyKinds)}
            allowDeselect={false}
            readOnly={readOnly}
            {...form.getInputProps(`dependencies.${i}.kind`)}
          />
          <TextInput
            aria-label={t("measures.dependencyName")}
            placeholder={t("measures.dependencyExample")}
            readOnly={readOnly}
            {...form.getInputProps(`dependencies.${i}.name`)}
          />
          {!readOnly && (
            <ActionIcon
              aria-label={t("measures.removeDependency", { n: i + 1 })}
              onClick={() => form.removeListItem("dependencies", i)}
            >
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {!readOnly && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => form.insertListItem("dependencies", { kind: "account-store", name: "" })}
        >
          {t("measures.addDependency")}
        </Button>
      )}
    </section>
  );
}
