import { Button, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useWrite } from "../../api/write";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";
import { riskOptions } from "../../parts/risk/words";
import { triggers, type Approval } from "./crs";

interface Props {
  site: string;
  approval: Approval;
  onClose: () => void;
}

/** Says by hand that an approval no longer stands, and why. */
export function ReopenDialog({ site, approval, onClose }: Props) {
  const { t } = useTranslation(["crs", "common"]);
  const form = useForm({ initialValues: { trigger: "incident", what: "" } });
  const reopen = useWrite(
    (body: object) => send<Approval>("POST", url`/sites/${site}/approvals/${approval.id}/reopen`, body),
    {
      touches: [keyOf(url`/sites/${site}`)],
      site,
      quiet: true,
      said: t("reopen.done", { key: approval.key }),
      onSuccess: onClose,
    },
  );
  return (
    <Modal opened onClose={onClose} size="lg" title={t("reopen.title", { key: approval.key })}>
      <form
        onSubmit={form.onSubmit((values) => reopen.mutate(values, { onError: (problem) => showFields(form, problem) }))}
      >
        <Stack>
          <Text size="sm">{t("reopen.text")}</Text>
          <Select
            label={t("reopen.trigger")}
            allowDeselect={false}
            data={riskOptions("trigger", triggers)}
            {...form.getInputProps("trigger")}
          />
          <Textarea
            label={t("reopen.what")}
            description={t("reopen.whatHint")}
            required
            autosize
            minRows={2}
            maxLength={4000}
            data-autofocus
            {...form.getInputProps("what")}
          />
          <FormProblem form={form} error={reopen.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" color="red" loading={reopen.isPending}>
              {t("reopen.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
