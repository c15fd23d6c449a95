import { Button, Group, NumberInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send, url } from "../../../api/api";
import { useSave, useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { showFields } from "../../../parts/fields";
import { FormProblem } from "../../../parts/FormProblem";
import { freshnessQuery } from "../../../parts/library/queries";
import type { Freshness, LibraryRequirement, RequirementSet } from "../../../parts/library/types";

interface Props {
  set: RequirementSet;
  requirement: LibraryRequirement;
  mayEdit: boolean;
}

/** How old evidence for the requirement may be: its own rule, or that of the set. */
export function AgeRule({ set, requirement, mayEdit }: Props) {
  const { t } = useTranslation("standards");
  const rules = useQuery(freshnessQuery);
  const [editing, setEditing] = useState<"one" | "set">();
  const own = rules.data?.find((x) => x.set === set.id && x.requirement === requirement.id);
  const whole = rules.data?.find((x) => x.set === set.id && !x.requirement);
  const rule = own ?? whole;
  return (
    <section>
      <Title order={3}>{t("age.title")}</Title>
      <ErrorPanel error={rules.error} />
      {rules.isSuccess && (
        <Text size="sm" c={rule ? undefined : "dimmed"}>
          {own ? t("age.own", { count: own.days }) : whole ? t("age.ofSet", { count: whole.days }) : t("age.none")}{" "}
          {rule?.note}
        </Text>
      )}
      {mayEdit && rules.isSuccess && !editing && (
        <Group gap={4}>
          <EditButton there={own !== undefined} label={t("age.forThis")} onClick={() => setEditing("one")} />
          <EditButton there={whole !== undefined} label={t("age.forSet")} onClick={() => setEditing("set")} />
        </Group>
      )}
      {editing && (
        <RuleForm
          key={editing}
          set={set.id}
          requirement={editing === "one" ? requirement.id : undefined}
          rule={editing === "one" ? own : whole}
          onDone={() => setEditing(undefined)}
        />
      )}
    </section>
  );
}

function EditButton({ there, label, onClick }: { there: boolean; label: string; onClick: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={there ? <Pencil size={13} aria-hidden /> : <Plus size={13} aria-hidden />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

interface FormProps {
  set: string;
  requirement: string | undefined;
  rule: Freshness | undefined;
  onDone: () => void;
}

function RuleForm({ set, requirement, rule, onDone }: FormProps) {
  const { t } = useTranslation(["standards", "common"]);
  const form = useForm({ initialValues: { days: rule?.days ?? 365, note: rule?.note ?? "" } });
  const common = {
    touches: [["freshness"], ["evidence"], ["sites"]],
    site: "",
    quiet: true,
    said: t("age.saved"),
    onSuccess: onDone,
  };
  const add = useWrite((body: unknown) => send("POST", "/freshness", body), common);
  const save = useSave<Freshness>((x) => url`/freshness/${x.id}`, common);
  const remove = useWrite((x: Freshness) => send("DELETE", url`/freshness/${x.id}`, undefined, x.version), {
    ...common,
    said: t("age.removed"),
  });
  const submit = form.onSubmit((values) => {
    const shown = { onError: (problem: Error) => showFields(form, problem) };
    const fields = { days: Number(values.days), note: values.note.trim() || undefined };
    if (rule) save.mutate({ ...rule, ...fields }, shown);
    else add.mutate({ key: "", name: "", set, requirement, ...fields }, shown);
  });
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" mt="xs">
        <Group align="flex-start" gap="sm">
          <NumberInput
            label={requirement ? t("age.days", { requirement }) : t("age.daysSet")}
            min={1}
            max={3650}
            allowDecimal={false}
            required
            w={220}
            autoFocus
            {...form.getInputProps("days")}
          />
          <TextInput label={t("age.note")} flex="1 1 200px" {...form.getInputProps("note")} />
        </Group>
        <FormProblem form={form} error={add.error ?? save.error ?? remove.error} />
        <Group justify="space-between">
          {rule ? (
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              loading={remove.isPending}
              onClick={() => remove.mutate(rule)}
            >
              {t("age.remove")}
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={onDone}>
              {t("common:cancel")}
            </Button>
            <Button
              size="xs"
              type="submit"
              loading={add.isPending || save.isPending}
              disabled={rule !== undefined && !form.isDirty()}
            >
              {t("common:save")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
