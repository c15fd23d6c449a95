import { Button, Group, Modal, MultiSelect, Select, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/api";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { tidy } from "../../parts/plant/tidy";
import type { SubjectRef, Verdict, VerdictState } from "../../parts/plant/types";
import { stateName } from "../../parts/plant/words";
import { fieldName } from "../../parts/words";
import type { Given } from "./answering";
import type { SubjectOption, useSubjects } from "./SubjectSelect";

interface Props {
  state: VerdictState;
  requirements: string[];
  /** The answer that stands, to begin with. */
  verdict: Verdict | undefined;
  subject: SubjectRef;
  subjects: ReturnType<typeof useSubjects>;
  busy: boolean;
  error: unknown;
  onGive: (given: Given, also: SubjectRef[]) => void;
  onClose: () => void;
}

/** What an answer needs besides its state: reason, approver, countermeasure, expiry, origin, evidence. */
export function AnswerDialog({ state, requirements, verdict, subject, subjects, busy, error, onGive, onClose }: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const all = [subjects.site, ...subjects.zones, ...subjects.conduits];
  const others = all.filter((s) => s.value !== `${subject.kind}/${subject.id}`);
  const form = useForm({
    initialValues: {
      reason: verdict?.reason ?? "",
      approver: verdict?.approver ?? "",
      compensating: verdict?.compensating ?? "",
      expires: verdict?.expires ?? "",
      from: verdict?.from ? `${verdict.from.kind}/${verdict.from.id}` : "",
      evidence: verdict?.evidence ?? [],
      note: verdict?.note ?? "",
      also: [] as string[],
    },
    validate: {
      reason: (v) => (needsReason(state) && !v.trim() ? t("answer.needed") : null),
      approver: (v) => (state === "not-applicable" && !v.trim() ? t("answer.needed") : null),
      compensating: (v) => (state === "compensated" && !v.trim() ? t("answer.needed") : null),
      expires: (v) => (state === "compensated" && !v ? t("answer.needed") : null),
      from: (v) => (state === "inherited" && !v ? t("answer.needed") : null),
    },
  });
  const find = (value: string): SubjectRef[] => all.filter((s) => s.value === value).map((s) => s.subject);
  const submit = form.onSubmit(({ from, also, ...values }) => {
    const kept = {
      ...values,
      approver: state === "not-applicable" ? values.approver : "",
      compensating: state === "compensated" ? values.compensating : "",
      expires: state === "compensated" ? values.expires : "",
    };
    const origin = state === "inherited" ? find(from)[0] : undefined;
    onGive({ ...tidy(kept), state, ...(origin && { from: origin }) }, also.flatMap(find));
  });
  const problem = error instanceof Problem ? error.fields : {};
  const input = (field: string) => {
    const props = form.getInputProps(field);
    return { label: fieldName(field), ...props, error: (props.error as string) ?? problem[`set.${field}`] };
  };
  const items = (list: SubjectOption[]) => list.filter((s) => others.includes(s));
  const from = form.getInputProps("from");

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("answer.dialog", { state: stateName(state) })}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {requirements.length > 1 ? t("answer.forMany", { count: requirements.length }) : requirements[0]}
            {": "}
            {t(`answer.means.${state}`)}
          </Text>
          {state === "inherited" && (
            <Select
              {...from}
              label={t("answer.inheritedFrom")}
              description={t("answer.inheritedHint")}
              value={(from.value as string) || null}
              searchable
              required
              data-autofocus
              data={[
                { group: t("answer.siteGroup"), items: items([subjects.site]) },
                { group: t("zones.zones"), items: items(subjects.zones) },
                { group: t("zones.conduits"), items: items(subjects.conduits) },
              ]}
            />
          )}
          {state === "compensated" && (
            <>
              <Textarea {...input("compensating")} description={t("answer.compensatingHint")} required data-autofocus />
              <TextInput {...input("expires")} type="date" description={t("answer.expiresHint")} required w={320} />
            </>
          )}
          <Textarea
            {...input("reason")}
            required={needsReason(state)}
            data-autofocus={state !== "inherited" && state !== "compensated" ? true : undefined}
          />
          {state === "not-applicable" && (
            <TextInput {...input("approver")} description={t("answer.approverHint")} required />
          )}
          <TagsInput {...input("evidence")} description={t("answer.evidenceHint")} />
          <Textarea {...input("note")} />
          <MultiSelect
            {...form.getInputProps("also")}
            size="sm"
            label={t("answer.also")}
            description={t("answer.alsoHint")}
            searchable
            clearable
            data={[
              { group: t("zones.zones"), items: items(subjects.zones) },
              { group: t("zones.conduits"), items: items(subjects.conduits) },
            ]}
          />
          <ErrorPanel error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={busy}>
              {t("common:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function needsReason(state: VerdictState): boolean {
  return state === "partly" || state === "not-applicable";
}
