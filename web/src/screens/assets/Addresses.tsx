import { ActionIcon, Button, NumberInput, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fieldName } from "../../parts/words";
import type { Form } from "./AssetForm";
import classes from "./assets.module.css";

const texts = ["interface", "ip", "mac", "host"] as const;

/** The network addresses of an asset. */
export function Addresses({ form, readOnly }: { form: Form; readOnly: boolean }) {
  const { t } = useTranslation("plant");
  const addresses = form.getValues().addresses ?? [];
  return (
    <>
      {addresses.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("assets.noAddresses")}
        </Text>
      )}
      {addresses.map((_, i) => (
        <fieldset key={i} className={classes.item}>
          <VisuallyHidden component="legend">{t("assets.address", { n: i + 1 })}</VisuallyHidden>
          {texts.map((field) => (
            <TextInput
              key={field}
              size="xs"
              label={fieldName(field)}
              readOnly={readOnly}
              {...form.getInputProps(`addresses.${i}.${field}`)}
            />
          ))}
          <NumberInput
            size="xs"
            label={fieldName("vlan")}
            readOnly={readOnly}
            min={0}
            max={4094}
            hideControls
            {...form.getInputProps(`addresses.${i}.vlan`)}
          />
          {!readOnly && (
            <ActionIcon
              aria-label={t("assets.removeAddress", { n: i + 1 })}
              onClick={() => form.removeListItem("addresses", i)}
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
          onClick={() => form.insertListItem("addresses", { interface: "", ip: "", mac: "", host: "" })}
        >
          {t("assets.addAddress")}
        </Button>
      )}
    </>
  );
}
