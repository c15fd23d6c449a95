import { Autocomplete, Button, Group, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { send, url } from "../../api/api";
import { useCan, useMe } from "../../api/me";
import { useSave, useWrite } from "../../api/write";
import { showFields } from "../../parts/fields";
import { assessmentsQuery, type Assessment } from "../../parts/library/assessment";
import { setsQuery } from "../../parts/library/queries";
import { FormDialog } from "../../parts/risk/FormDialog";
import { fieldName } from "../../parts/words";
import { draftOf, emptyPart, recordOf, type Draft, type Scope } from "./plan";
import { PartFields } from "./PartFields";

interface Props {
  site: string;
  /** The assessment that is edited; none plans a new one. */
  assessment?: Assessment;
  /** What a new one begins with, such as the one that it is compared to. */
  like?: Partial<Assessment>;
  onDone: (a: Assessment) => void;
  onClose: () => void;
}

/** Plans an assessment: what is asked, where, who answers, by when, and beside which one before. */
export function PlanDialog({ site, assessment, like, onDone, onClose }: Props) {
  const { t } = useTranslation(["assessments", "common"]);
  const mayShare = useCan()("evidence.edit");
  const { user } = useMe();
  const sets = useQuery(setsQuery).data?.items ?? [];
  const others = (useQuery(assessmentsQuery(site)).data ?? []).filter((a) => a.id !== assessment?.id);
  const form = useForm<Draft>({
    initialValues: draftOf(assessment ?? like, site),
    validate: { name: (v) => (v.trim() ? null : t("plan.nameNeeded")) },
  });
  const values = form.getValues();
  const set = sets.find((s) => s.id === values.set);
  const options = { quiet: true, site: assessment?.site ?? "", onSuccess: onDone };
  const said = (a: Assessment) => t(assessment ? "plan.saved" : "plan.planned", { key: a.key });
  const add = useWrite((a: Assessment) => send<Assessment>("POST", "/assessments", a), {
    ...options,
    site: values.scope === "site" ? site : "",
    said,
  });
  const save = useSave<Assessment>((a) => url`/assessments/${a.id}`, { ...options, said });
  const write = assessment ? save : add;
  const submit = form.onSubmit((draft) =>
    write.mutate(recordOf(draft, assessment?.site ?? site, assessment), {
      onError: (problem) => showFields(form, problem),
    }),
  );
  const people = [
    ...new Set(
      [user.email, ...others.flatMap((a) => [a.lead, ...a.parts.map((p) => p.assessor)])].filter((x): x is string =>
        Boolean(x),
      ),
    ),
  ];
  const before = others.filter((a) => a.set === values.set && a.state !== "cancelled");
  const rescope = (scope: Scope) =>
    form.setValues({ scope, parts: scope === "site" ? [emptyPart(site)] : values.parts });
  return (
    <FormDialog
      title={assessment ? t("plan.edit", { key: assessment.key }) : t("plan.title")}
      form={form}
      busy={write.isPending}
      error={write.error}
      confirm={assessment ? undefined : t("plan.confirm")}
      untouched={!assessment}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={fieldName("name")}
        description={t("plan.nameHint")}
        required
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Select
        label={t("column.set")}
        description={set?.title}
        allowDeselect={false}
        searchable
        data={sets.filter((s) => s.kind !== "framework").map((s) => ({ value: s.id, label: s.standard }))}
        {...form.getInputProps("set")}
        onChange={(id) => {
          const parts = values.parts.map((p) => ({ ...p, subjects: [] }));
          form.setValues({ set: id ?? "", before: "", parts });
        }}
      />
      <div>
        <Text size="sm" fw={500} id="plan-scope">
          {t("plan.scope")}
        </Text>
        <SegmentedControl
          aria-labelledby="plan-scope"
          mt={4}
          data={[
            { value: "site", label: t("plan.thisSite") },
            { value: "shared", label: t("plan.shared"), disabled: !mayShare },
          ]}
          value={values.scope}
          disabled={assessment !== undefined}
          onChange={(v) => rescope(v as Scope)}
        />
        {!mayShare && (
          <Text size="xs" c="dimmed" mt={4}>
            {t("plan.mayNotShare")}
          </Text>
        )}
      </div>
      <Stack gap="xs">
        {values.parts.map((_, i) => (
          <PartFields key={i} form={form} index={i} kinds={set?.subjects ?? []} people={people} />
        ))}
        {form.errors.parts && (
          <Text size="sm" c="red">
            {form.errors.parts}
          </Text>
        )}
        <div>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => form.insertListItem("parts", emptyPart(values.scope === "site" ? site : ""))}
          >
            {t("plan.addPart")}
          </Button>
          <Text size="xs" c="dimmed" mt={4}>
            {t("plan.partsHint")}
          </Text>
        </div>
      </Stack>
      <Autocomplete
        label={t("column.lead")}
        description={t("plan.leadHint")}
        data={people}
        {...form.getInputProps("lead")}
      />
      <Group grow align="flex-start">
        <TextInput type="date" label={t("plan.starts")} {...form.getInputProps("starts")} />
        <TextInput type="date" label={fieldName("due")} {...form.getInputProps("due")} />
      </Group>
      <Select
        label={t("plan.before")}
        description={before.length > 0 ? t("plan.beforeHint") : t("plan.beforeNone")}
        clearable
        searchable
        disabled={before.length === 0}
        data={before.map((a) => ({ value: a.id, label: `${a.key} ${a.name}` }))}
        {...form.getInputProps("before")}
        value={values.before || null}
        onChange={(id) => form.setFieldValue("before", id ?? "")}
      />
      <Textarea label={t("plan.purpose")} autosize minRows={2} {...form.getInputProps("purpose")} />
      <Textarea
        label={fieldName("method")}
        description={t("plan.methodHint")}
        autosize
        minRows={1}
        {...form.getInputProps("method")}
      />
    </FormDialog>
  );
}
