import {
  Alert,
  Button,
  Group,
  Modal,
  MultiSelect,
  Select,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { HeartPulse } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/api";
import { useCan } from "../../api/me";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { EvidencePicker } from "../../parts/library/EvidencePicker";
import { tidy } from "../../parts/plant/tidy";
import type { SubjectRef, Verdict, VerdictState } from "../../parts/plant/types";
import { stateName } from "../../parts/plant/words";
import { functionsOf } from "../../parts/risk/queries";
import { fieldName } from "../../parts/words";
import type { Given } from "./answering";
import type { SubjectOption, useSubjects } from "./SubjectSelect";

interface Props {
  site: string;
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

/** What an answer needs besides its state: reason, approver, countermeasure, expiry, origin, function, evidence. */
export function AnswerDialog({
  site,
  state,
  requirements,
  verdict,
  subject,
  subjects,
  busy,
  error,
  onGive,
  onClose,
}: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const mayProve = useCan()("evidence.read", site);
  const all = [subjects.site, ...subjects.zones, ...subjects.conduits];
  const others = all.filter((s) => s.value !== `${subject.kind}/${subject.id}`);
  const form = useForm({
    initialValues: {
      reason: verdict?.reason ?? "",
      approver: verdict?.approver ?? "",
      compensating: verdict?.compensating ?? "",
      expires: verdict?.expires ?? "",
      from: verdict?.from ? `${verdict.from.kind}/${verdict.from.id}` : "",
      function: verdict?.function ?? "",
      evidence: verdict?.evidence ?? [],
      proofs: verdict?.proofs ?? [],
      note: verdict?.note ?? "",
      also: [] as string[],
    },
    validate: {
      reason: (v) => (needsReason(state) && !v.trim() ? t("answer.needed") : null),
      function: (v) => (state === "not-applied" && !v ? t("answer.needed") : null),
      approver: (v) => (needsApprover(state) && !v.trim() ? t("answer.needed") : null),
      compensating: (v) => (standsIn(state) && !v.trim() ? t("answer.needed") : null),
      expires: (v) => (standsIn(state) && !v ? t("answer.needed") : null),
      from: (v) => (state === "inherited" && !v ? t("answer.needed") : null),
    },
  });
  const find = (value: string): SubjectRef[] => all.filter((s) => s.value === value).map((s) => s.subject);
  const submit = form.onSubmit(({ from, also, ...values }) => {
    const kept = {
      ...values,
      approver: needsApprover(state) ? values.approver : "",
      compensating: standsIn(state) ? values.compensating : "",
      expires: standsIn(state) ? values.expires : "",
      function: state === "not-applied" ? values.function : "",
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
          {state === "not-applied" && (
            <>
              <Alert
                color="gray"
                icon={<HeartPulse size={18} aria-hidden />}
                title={t("answer.withheldTitle")}
                styles={{ message: { maxWidth: "72ch" } }}
              >
                {t("answer.withheldText")}
              </Alert>
              <FunctionField site={site} {...input("function")} label={t("answer.function")} />
            </>
          )}
          {standsIn(state) && (
            <>
              <Textarea
                {...input("compensating")}
                description={t("answer.compensatingHint")}
                required
                data-autofocus={state === "compensated" ? true : undefined}
              />
              <TextInput {...input("expires")} type="date" description={t("answer.expiresHint")} required w={320} />
            </>
          )}
          <Textarea
            {...input("reason")}
            required={needsReason(state)}
            description={state === "not-applied" ? t("answer.withheldReasonHint") : undefined}
            data-autofocus={!["inherited", "compensated", "not-applied"].includes(state) ? true : undefined}
          />
          {needsApprover(state) && (
            <TextInput
              {...input("approver")}
              description={t(state === "not-applied" ? "answer.withheldApproverHint" : "answer.approverHint")}
              required
            />
          )}
          {mayProve && (
            <EvidencePicker
              site={site}
              {...input("proofs")}
              label={t("answer.proofs")}
              description={t("answer.proofsHint")}
              value={form.getValues().proofs}
              onChange={(ids) => form.setFieldValue("proofs", ids)}
            />
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

interface FunctionProps {
  site: string;
  label: string;
  value?: string;
  onChange: (key: string) => void;
  error?: string;
}

/** The essential function that applying the requirement would harm; by its key where the register is closed or empty. */
function FunctionField({ site, label, value, onChange, error }: FunctionProps) {
  const { t } = useTranslation("plant");
  const mayRead = useCan()("risk.read", site);
  const functions = useQuery({ ...functionsOf(site), enabled: mayRead }).data ?? [];
  const shared = { label, error, required: true, "data-autofocus": true };
  if (functions.length === 0) {
    return (
      <TextInput
        {...shared}
        description={t("answer.functionUnknownHint")}
        value={value ?? ""}
        onChange={(e) => onChange(e.currentTarget.value)}
      />
    );
  }
  return (
    <Select
      {...shared}
      description={t("answer.functionHint")}
      searchable
      data={functions.map((f) => ({ value: f.key, label: `${f.key} ${f.name}` }))}
      value={value || null}
      onChange={(key) => onChange(key ?? "")}
    />
  );
}

function needsReason(state: VerdictState): boolean {
  return state === "partly" || needsApprover(state);
}

function needsApprover(state: VerdictState): boolean {
  return state === "not-applicable" || state === "not-applied";
}

/** Whether a countermeasure stands in, for a time. */
function standsIn(state: VerdictState): boolean {
  return state === "compensated" || state === "not-applied";
}
