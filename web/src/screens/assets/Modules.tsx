import { ActionIcon, Button, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fieldName } from "../../parts/words";
import type { Form } from "./AssetForm";
import classes from "./assets.module.css";

const texts = ["slot", "name", "vendor", "model", "orderNumber", "firmware", "serial"] as const;

/** The parts of an asset that have an identity of their own, such as cards in slots. */
export function Modules({ form, readOnly }: { form: Form; readOnly: boolean }) {
  const { t } = useTranslation("plant");
  const modules = form.getValues().modules ?? [];
  return (
    <>
      {modules.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("assets.noModules")}
        </Text>
      )}
      {modules.map((_, i) => (
        <fieldset key={i} className={classes.item}>
          <VisuallyHidden component="legend">{t("assets.module", { n: i + 1 })}</VisuallyHidden>
          {texts.map((field) => (
            <TextInput
              key={field}
              size="xs"
              label={fieldName(field)}
              readOnly={readOnly}
              {...form.getInputProps(`modules.${i}.${field}`)}
            />
          ))}
          {!readOnly && (
            <ActionIcon
              aria-label={t("assets.removeModule", { n: i + 1 })}
              onClick={() => form.removeListItem("modules", i)}
            >
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          )}
        </fieldset>
      ))}
      {!readOnly && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => form.insertListItem("modules", Object.fromEntries(texts.map((field) => [field, ""])))}
        >
          {t("assets.addModule")}
        </Button>
      )}
    </>
  );
}
