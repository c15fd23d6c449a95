import { Button, Text, Textarea, TextInput, Title } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./countermeasures.module.css";
import type { MeasureFormOf } from "./MeasureForm";

/** Clashes of a countermeasure with safety, and how both sides settled them. */
export function Conflicts({ form, readOnly }: { form: MeasureFormOf; readOnly: boolean }) {
  const { t } = useTranslation("targets");
  const list = form.getValues().conflicts ?? [];
  const at = (i: number, field: string) => ({ readOnly, ...form.getInputProps(`conflicts.${i}.${field}`) });
  return (
    <section aria-labelledby="conflicts-title">
      <Title order={3} id="conflicts-title">
        {t("measures.conflicts")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("measures.hint.conflicts")}
      </Text>
      {list.map((c, i) => (
        <fieldset key={i} className={classes.conflict}>
          <legend>{t(c.resolution ? "measures.conflictSettled" : "measures.conflictOpen", { n: i + 1 })}</legend>
          <Textarea label={t("measures.conflictText")} required {...at(i, "text")} />
          <Textarea label={t("measures.resolution")} {...at(i, "resolution")} />
          <div className={classes.fields}>
            <TextInput label={t("measures.safetyBy")} {...at(i, "safetyBy")} />
            <TextInput label={t("measures.securityBy")} {...at(i, "securityBy")} />
            <TextInput type="date" label={t("measures.settledOn")} {...at(i, "on")} />
          </div>
          {!readOnly && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              leftSection={<Trash2 size={14} aria-hidden />}
              onClick={() => form.removeListItem("conflicts", i)}
            >
              {t("measures.removeConflict")}
            </Button>
          )}
        </fieldset>
      ))}
      {!readOnly && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() =>
            form.insertListItem("conflicts", { text: "", resolution: "", safetyBy: "", securityBy: "", on: "" })
          }
        >
          {t("measures.addConflict")}
        </Button>
      )}
    </section>
  );
}
