import {
  Button,
  Group,
  Kbd,
  Radio,
  Select,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
  UnstyledButton,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { getHotkeyHandler } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Eraser } from "lucide-react";
import { useEffect, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { showFields } from "../../fields";
import { FormProblem } from "../../FormProblem";
import { AnswerMark } from "../../plant/AnswerMark";
import { tidy } from "../../plant/tidy";
import type { VerdictState } from "../../plant/types";
import { stateName } from "../../plant/words";
import { useShortcut } from "../../Shortcuts";
import { fieldName } from "../../words";
import { EvidencePicker } from "../EvidencePicker";
import type { RequirementSet } from "../types";
import classes from "./program.module.css";
import { companyNames } from "./queries";
import type { GivenAnswer, ProgramSubject, ProgramVerdict } from "./types";

export interface AnswerValues {
  state: VerdictState | "";
  maturity: string;
  maturityTarget: string;
  reason: string;
  approver: string;
  compensating: string;
  expires: string;
  from: string;
  evidence: string[];
  proofs: string[];
  note: string;
}

const states: VerdictState[] = ["met", "partly", "not-met", "not-applicable", "compensated", "inherited"];

interface Props {
  subject: ProgramSubject;
  /** The site whose evidence can be named; undefined for what all sites share. */
  site: string | undefined;
  scale: RequirementSet["maturity"];
  verdict: ProgramVerdict | null;
  /** What was begun and not stored, by the name of the form. */
  name: string;
  drafts: RefObject<Map<string, AnswerValues>>;
  count: number;
  busy: boolean;
  error: unknown;
  onGive: (answer: GivenAnswer) => void;
  onClear: () => void;
}

/** An answer: its state, the maturity shown and aimed at, why, and what proves it. */
export function AnswerForm(p: Props) {
  const { t } = useTranslation(["program", "plant", "common"]);
  const { verdict: v, scale } = p;
  const companies = useQuery(companyNames).data ?? [];
  const form = useForm<AnswerValues>({
    initialValues: valuesOf(v),
    validate: {
      state: (s) => (s ? null : t("form.needsState")),
      reason: (text, { state }) =>
        (state === "partly" || state === "not-applicable") && !text.trim() ? t("plant:answer.needed") : null,
      approver: (text, { state }) => (state === "not-applicable" && !text.trim() ? t("plant:answer.needed") : null),
      compensating: (text, { state }) => (state === "compensated" && !text.trim() ? t("plant:answer.needed") : null),
      expires: (day, { state }) => (state === "compensated" && !day ? t("plant:answer.needed") : null),
      from: (id, { state }) => (state === "inherited" && !id ? t("plant:answer.needed") : null),
    },
    onValuesChange: (values) => void p.drafts.current.set(p.name, values),
  });
  useEffect(() => {
    const draft = p.drafts.current.get(p.name);
    if (draft) form.setValues(draft);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a draft is taken up once
  }, []);
  useEffect(() => {
    if (p.error) showFields(form, p.error);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- when the server refused
  }, [p.error]);
  const { state } = form.values;
  const choose = (s: VerdictState) => form.setFieldValue("state", s);
  useShortcut("1", stateName("met"), () => choose("met"));
  useShortcut("2", stateName("partly"), () => choose("partly"));
  useShortcut("3", stateName("not-met"), () => choose("not-met"));
  useShortcut("4", stateName("not-applicable"), () => choose("not-applicable"));
  useShortcut("5", stateName("compensated"), () => choose("compensated"));
  useShortcut("6", stateName("inherited"), () => choose("inherited"));
  const submit = form.onSubmit((values) => p.onGive(answerOf(values, scale !== undefined)));
  useShortcut("s", t("form.key"), () => submit());
  const onKeyDown = getHotkeyHandler([["mod+Enter", () => submit(), { preventDefault: true }]]);
  const input = (field: "reason" | "approver" | "compensating" | "expires" | "note") => ({
    label: fieldName(field),
    ...form.getInputProps(field),
  });
  const shows = state === "met" || state === "partly" || state === "compensated";
  const from = companies.filter((c) => p.subject.kind !== "company" || c.id !== p.subject.id);
  return (
    <form onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      <Stack gap="sm">
        <div className={classes.states} role="group" aria-label={t("plant:answer.answers")}>
          {states.map((s, i) => (
            <UnstyledButton key={s} className={classes.state} aria-pressed={state === s} onClick={() => choose(s)}>
              <AnswerMark state={s} named />
              <Kbd size="xs" aria-hidden>
                {i + 1}
              </Kbd>
            </UnstyledButton>
          ))}
        </div>
        <Text size="sm" c={form.errors.state ? "red" : "dimmed"} role={form.errors.state ? "alert" : undefined}>
          {form.errors.state ??
            (state ? `${stateName(state)}: ${t(`plant:answer.means.${state}`)}` : t("form.chooseState"))}
        </Text>
        {state === "inherited" && (
          <Select
            label={t("form.from")}
            description={from.length > 0 ? t("form.fromHint") : t("form.fromNone")}
            required
            searchable
            data={from.map((c) => ({ value: c.id, label: `${c.key} ${c.name}` }))}
            value={form.values.from || null}
            error={form.errors.from}
            onChange={(id) => form.setFieldValue("from", id ?? "")}
          />
        )}
        {scale && shows && (
          <Radio.Group
            label={t("form.maturity")}
            description={t("form.maturityHint")}
            value={form.values.maturity}
            error={form.errors.maturity}
            onChange={(level) => form.setFieldValue("maturity", level)}
          >
            <div className={classes.scale}>
              {scale.map((m) => (
                <Radio
                  key={m.level}
                  size="sm"
                  value={String(m.level)}
                  label={t("form.level", { level: m.level, name: m.name })}
                  description={m.summary}
                />
              ))}
            </div>
          </Radio.Group>
        )}
        {scale && state !== "not-applicable" && (
          <Select
            label={t("form.target")}
            description={t("form.targetHint")}
            placeholder={t("maturity.noTarget")}
            clearable
            data={scale.map((m) => ({
              value: String(m.level),
              label: t("form.level", { level: m.level, name: m.name }),
            }))}
            value={form.values.maturityTarget || null}
            error={form.errors.maturityTarget}
            onChange={(level) => form.setFieldValue("maturityTarget", level ?? "")}
          />
        )}
        {state === "compensated" && (
          <>
            <Textarea {...input("compensating")} description={t("plant:answer.compensatingHint")} required autosize />
            <TextInput {...input("expires")} type="date" description={t("plant:answer.expiresHint")} required />
          </>
        )}
        <Textarea
          {...input("reason")}
          description={t("form.reasonHint")}
          required={state === "partly" || state === "not-applicable"}
          autosize
          minRows={2}
          maxRows={8}
        />
        {state === "not-applicable" && (
          <TextInput {...input("approver")} description={t("plant:answer.approverHint")} required />
        )}
        {state !== "inherited" && (
          <>
            <TagsInput
              label={t("form.evidence")}
              description={t("form.evidenceHint")}
              {...form.getInputProps("evidence")}
            />
            <EvidencePicker
              site={p.site}
              label={t("form.proofs")}
              description={t("form.proofsHint")}
              value={form.values.proofs}
              error={form.errors.proofs as string | undefined}
              onChange={(ids) => form.setFieldValue("proofs", ids)}
            />
          </>
        )}
        <Textarea {...input("note")} autosize maxRows={6} />
        <FormProblem form={form} error={p.error} />
        <Group gap="xs" className={classes.save}>
          <Button type="submit" loading={p.busy}>
            {p.count > 1 ? t("form.saveMany", { count: p.count }) : t("form.save")}
          </Button>
          <Button
            variant="subtle"
            leftSection={<Eraser size={14} aria-hidden />}
            disabled={p.busy || (p.count <= 1 && !v)}
            onClick={p.onClear}
          >
            {t("plant:answer.clear")}
          </Button>
          <Text size="xs" c="dimmed">
            {t("form.keys")}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

export function valuesOf(v: ProgramVerdict | null): AnswerValues {
  return {
    state: v?.state ?? "",
    maturity: v?.maturity ? String(v.maturity) : "",
    maturityTarget: v?.maturityTarget ? String(v.maturityTarget) : "",
    reason: v?.reason ?? "",
    approver: v?.approver ?? "",
    compensating: v?.compensating ?? "",
    expires: v?.expires ?? "",
    from: v?.from?.id ?? "",
    evidence: v?.evidence ?? [],
    proofs: v?.proofs ?? [],
    note: v?.note ?? "",
  };
}

/** What is sent of the form: nothing that the state has no use for. */
export function answerOf(values: AnswerValues, rated: boolean): GivenAnswer {
  const state = values.state || "met";
  const shows = state === "met" || state === "partly" || state === "compensated";
  const kept = {
    reason: values.reason,
    approver: state === "not-applicable" ? values.approver : "",
    compensating: state === "compensated" ? values.compensating : "",
    expires: state === "compensated" ? values.expires : "",
    evidence: state === "inherited" ? [] : values.evidence,
    proofs: state === "inherited" ? [] : values.proofs,
    note: values.note,
  };
  return {
    ...tidy(kept),
    // The form shows the proofs, so an empty list takes them away.
    proofs: kept.proofs,
    state,
    ...(state === "inherited" && { from: { kind: "company" as const, id: values.from } }),
    ...(rated && shows && values.maturity && { maturity: Number(values.maturity) }),
    ...(rated && state !== "not-applicable" && values.maturityTarget
      ? { maturityTarget: Number(values.maturityTarget) }
      : {}),
  };
}
