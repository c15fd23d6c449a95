import { Button, Checkbox, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/api";
import { useCan } from "../../api/me";
import type { Organisation as Org, Party } from "../../api/types";
import { useSave } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";
import { LoadingRows } from "../../parts/Loading";

const parties: Party[] = ["asset-owner", "service-provider", "product-supplier"];

export function Organisation() {
  const org = useQuery(reading<Org>("/organisation"));
  if (org.isError) return <ErrorPanel error={org.error} onRetry={() => void org.refetch()} />;
  if (!org.data) return <LoadingRows rows={3} />;
  return <OrganisationForm key={org.data.version} org={org.data} />;
}

function OrganisationForm({ org }: { org: Org }) {
  const { t } = useTranslation(["account", "common"]);
  const can = useCan();
  const mayEdit = can("org.edit");
  const form = useForm({ initialValues: { name: org.name, key: org.key, parties: org.parties ?? [] } });
  const save = useSave<Org>(() => "/organisation", {
    touches: [["organisation"], ["session"]],
    said: t("organisation.saved"),
    quiet: true,
  });
  return (
    <form
      onSubmit={form.onSubmit((v) =>
        save.mutate({ ...org, ...v }, { onError: (problem) => showFields(form, problem) }),
      )}
    >
      <Stack gap="sm">
        {!mayEdit && (
          <Text size="sm" c="dimmed">
            {t("organisation.readOnly")}
          </Text>
        )}
        <TextInput label={t("organisation.name")} required readOnly={!mayEdit} {...form.getInputProps("name")} />
        <TextInput label={t("organisation.key")} required readOnly={!mayEdit} {...form.getInputProps("key")} />
        <Checkbox.Group
          label={t("organisation.parties")}
          description={t("organisation.partiesHint")}
          {...form.getInputProps("parties")}
        >
          <Stack gap={6} mt={6}>
            {parties.map((p) => (
              <Checkbox key={p} value={p} label={t(`organisation.party.${p}`)} disabled={!mayEdit} />
            ))}
          </Stack>
        </Checkbox.Group>
        <FormProblem form={form} error={save.error} />
        {mayEdit && (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t("common:save")}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
