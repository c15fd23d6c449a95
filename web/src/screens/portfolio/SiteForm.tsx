import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { send, url } from "../../api/api";
import type { SiteRecord } from "../../api/types";
import { useSave, useWrite } from "../../api/write";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";

type Fields = Pick<SiteRecord, "key" | "name"> & Record<"sector" | "location" | "owner" | "description", string>;

interface Props {
  site?: SiteRecord;
  onClose: () => void;
  onAdded?: (site: SiteRecord) => void;
}

/** The form of a site's own record, for a new or an existing one. */
export function SiteForm({ site, onClose, onAdded }: Props) {
  const { t } = useTranslation(["portfolio", "common"]);
  const form = useForm<Fields>({
    initialValues: {
      key: site?.key ?? "",
      name: site?.name ?? "",
      sector: site?.sector ?? "",
      location: site?.location ?? "",
      owner: site?.owner ?? "",
      description: site?.description ?? "",
    },
  });
  const add = useWrite<Fields, SiteRecord>((fields) => send("POST", "/sites", fields), {
    said: (s) => t("form.created", { name: s.name }),
    quiet: true,
    onSuccess: (s) => {
      onClose();
      onAdded?.(s);
    },
  });
  const save = useSave<SiteRecord>((s) => url`/sites/${s.id}`, {
    site: site?.id,
    said: (s) => t("form.saved", { name: s.name }),
    quiet: true,
    onSuccess: onClose,
  });
  const error = site ? save.error : add.error;
  const onError = (problem: Error) => showFields(form, problem);
  const submit = (fields: Fields) =>
    site ? save.mutate({ ...site, ...fields }, { onError }) : add.mutate(fields, { onError });

  return (
    <Modal opened onClose={onClose} title={site ? t("form.editTitle", { name: site.name }) : t("form.addTitle")}>
      <form onSubmit={form.onSubmit(submit)}>
        <Stack gap="sm">
          <TextInput label={t("form.name")} required data-autofocus {...form.getInputProps("name")} />
          <TextInput label={t("form.key")} description={t("form.keyHint")} required {...form.getInputProps("key")} />
          <Group grow align="flex-start">
            <TextInput label={t("form.location")} {...form.getInputProps("location")} />
            <TextInput label={t("form.sector")} {...form.getInputProps("sector")} />
          </Group>
          <TextInput label={t("form.owner")} description={t("form.ownerHint")} {...form.getInputProps("owner")} />
          <Textarea label={t("form.description")} {...form.getInputProps("description")} />
          <FormProblem form={form} error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={add.isPending || save.isPending}>
              {site ? t("common:save") : t("form.create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
