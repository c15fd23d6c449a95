import { Button, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Lock, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../../api/api";
import { useSave, useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { showFields } from "../../../parts/fields";
import { FormProblem } from "../../../parts/FormProblem";
import { textsQuery } from "../../../parts/library/queries";
import type { LibraryRequirement, LicensedText, RequirementSet } from "../../../parts/library/types";
import classes from "./sets.module.css";

interface Props {
  set: RequirementSet;
  requirement: LibraryRequirement;
  mayEdit: boolean;
}

/** The wording out of the copy that the owner bought. It stays on this installation. */
export function Licensed({ set, requirement, mayEdit }: Props) {
  const { t } = useTranslation(["standards", "common"]);
  const texts = useQuery(textsQuery(set.id));
  const [editing, setEditing] = useState(false);
  const text = texts.data?.items.find((x) => x.requirement === requirement.id);
  return (
    <section className={classes.licensed}>
      <Group justify="space-between" gap="xs">
        <Title order={3}>
          <Lock size={14} aria-hidden /> {t("texts.title")}
        </Title>
        {mayEdit && !editing && texts.isSuccess && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={text ? <Pencil size={14} aria-hidden /> : <Plus size={14} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            {text ? t("texts.edit") : t("texts.add")}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {t("texts.stays")}
      </Text>
      <ErrorPanel error={texts.error} />
      {!editing && text && <p className={classes.wording}>{text.text}</p>}
      {!editing && texts.isSuccess && !text && (
        <Text size="sm" c="dimmed">
          {t("texts.none")}
        </Text>
      )}
      {editing && (
        <TextForm
          key={text?.version ?? 0}
          set={set.id}
          requirement={requirement.id}
          text={text}
          onDone={() => setEditing(false)}
        />
      )}
    </section>
  );
}

interface FormProps {
  set: string;
  requirement: string;
  text: LicensedText | undefined;
  onDone: () => void;
}

function TextForm({ set, requirement, text, onDone }: FormProps) {
  const { t } = useTranslation(["standards", "common"]);
  const form = useForm({ initialValues: { text: text?.text ?? "" } });
  const common = {
    touches: [keyOf(url`/catalog/sets/${set}/texts`)],
    site: "",
    quiet: true,
    said: t("texts.saved", { requirement }),
    onSuccess: onDone,
  };
  const add = useWrite((body: unknown) => send("POST", "/licensed-texts", body), common);
  const save = useSave<LicensedText>((x) => url`/licensed-texts/${x.id}`, common);
  const remove = useWrite((x: LicensedText) => send("DELETE", url`/licensed-texts/${x.id}`, undefined, x.version), {
    ...common,
    said: t("texts.removed", { requirement }),
  });
  const error = add.error ?? save.error ?? remove.error;
  const submit = form.onSubmit((values) => {
    const shown = { onError: (problem: Error) => showFields(form, problem) };
    if (text) save.mutate({ ...text, ...values }, shown);
    else add.mutate({ key: "", name: "", set, requirement, ...values }, shown);
  });
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Textarea
          label={t("texts.wording")}
          description={t("texts.hint")}
          required
          minRows={4}
          maxRows={18}
          data-autofocus
          autoFocus
          {...form.getInputProps("text")}
        />
        <FormProblem form={form} error={error} />
        <Group justify="space-between">
          {text ? (
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              loading={remove.isPending}
              onClick={() => remove.mutate(text)}
            >
              {t("texts.remove")}
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={onDone}>
              {t("common:cancel")}
            </Button>
            <Button size="xs" type="submit" loading={add.isPending || save.isPending} disabled={!form.isDirty()}>
              {t("common:save")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
