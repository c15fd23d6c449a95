import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { send } from "../../api/api";
import type { Token } from "../../api/types";
import { useWrite } from "../../api/write";
import { CopyField } from "../../parts/CopyField";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";
import { useSites } from "../../parts/sites";
import { daysFromNow } from "./days";

/** Makes a token and shows its secret, this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["account", "common"]);
  const sites = useSites();
  const form = useForm({ initialValues: { name: "", scope: "read", site: "", expires: daysFromNow(90) } });
  const make = useWrite<typeof form.values, { token: Token; secret: string }>(
    (v) => send("POST", "/tokens", { ...v, site: v.site || undefined }),
    { touches: [["tokens"]], quiet: true },
  );
  if (make.data) {
    return (
      <Modal opened onClose={onClose} title={t("tokens.secretTitle")} closeOnClickOutside={false} closeOnEscape={false}>
        <Stack>
          <Text size="sm">{t("tokens.secretText")}</Text>
          <CopyField label={t("tokens.secret")} value={make.data.secret} />
          <Text size="xs" c="dimmed">
            {t("tokens.secretUse")}
          </Text>
          <Group justify="flex-end">
            <Button onClick={onClose}>{t("common:close")}</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={t("tokens.add")}>
      <form onSubmit={form.onSubmit((v) => make.mutate(v, { onError: (problem) => showFields(form, problem) }))}>
        <Stack gap="sm">
          <TextInput
            label={t("tokens.name")}
            description={t("tokens.nameHint")}
            required
            data-autofocus
            {...form.getInputProps("name")}
          />
          <SegmentedControl
            aria-label={t("tokens.scope")}
            data={[
              { value: "read", label: t("tokens.read") },
              { value: "write", label: t("tokens.write") },
            ]}
            {...form.getInputProps("scope")}
          />
          <Select
            label={t("tokens.site")}
            data={[
              { value: "", label: t("tokens.allSites") },
              ...sites.map((s) => ({ value: s.id, label: `${s.key} ${s.name}` })),
            ]}
            allowDeselect={false}
            {...form.getInputProps("site")}
          />
          <TextInput
            type="date"
            label={t("tokens.expires")}
            description={t("tokens.expiresHint")}
            required
            min={daysFromNow(1)}
            {...form.getInputProps("expires")}
          />
          <FormProblem form={form} error={make.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t("tokens.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
