import { ActionIcon, Alert, Button, Card, Group, List, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Plus, Signature, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import { Problem } from "../../api/problem";
import { refresh, useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { BandBadge } from "../../parts/risk/BandBadge";
import { SignDialog } from "../../parts/risk/SignDialog";
import { formatNumber } from "../../parts/TimeAgo";
import { crsPath, type Approval, type Outline } from "./crs";
import classes from "./crs.module.css";
import { titleOf } from "./Residual";

const usual = ["targets", "residual", "requirements"] as const;

/** What the owner writes before signing. */
export interface Draft {
  decisions: string[];
  conditions: string[];
  doesNot: string;
  /** Empty is the latest day that is allowed. */
  reviewBy: string;
}

export const blankDraft: Draft = { decisions: [""], conditions: [], doesNot: "", reviewBy: "" };

interface Props {
  site: string;
  outline: Outline;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** What the owner decides, then the signature under it. */
export function ApproveForm({ site, outline: o, draft, onChange }: Props) {
  const { t } = useTranslation("crs");
  const maySign = useCan()("risk.sign", site);
  const { decisions, conditions, doesNot } = draft;
  const reviewBy = draft.reviewBy || o.latest;
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  const [signing, setSigning] = useState(false);
  const touches = [keyOf(url`/sites/${site}`)];
  const body = {
    specification: o.specification.id,
    decisions: decisions.filter((d) => d.trim()),
    conditions: conditions.filter((c) => c.trim()),
    doesNot,
    reviewBy,
    digest: o.digest,
  };
  const approve = useWrite(
    (password: string) => send<Approval>("POST", `${crsPath(site)}/approve`, { ...body, password }),
    {
      touches,
      quiet: true,
      said: (a) => t("approve.done", { key: a.key }),
      onSuccess: () => setSigning(false),
    },
  );
  const problem = approve.error instanceof Problem ? approve.error : undefined;
  const moved =
    problem?.status === 412 || (problem?.status === 409 && ["changed", "blocked", "stale"].includes(problem.code));
  const inForm = Object.keys(problem?.fields ?? {}).some((f) => f !== "" && f !== "password");
  // What the form or the page has to mend is shown there, not in the dialog.
  const close = moved || problem?.status === 403 || inForm;
  const beside = Object.keys(problem?.fields ?? {}).every((f) =>
    /^(decisions|conditions|doesNot|reviewBy|password)/.test(f),
  );
  const field = (name: string) => (inForm ? problem?.fields[name] : undefined);
  const missing = body.decisions.length === 0 || doesNot.trim() === "";
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="crs-approve">
      <Title order={2} id="crs-approve">
        {t("approve.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("approve.lead")}
      </Text>
      <Stack gap="md" maw={760}>
        {problem && close && !inForm && (
          <Alert color={problem.status === 403 ? "gray" : "red"} role="alert" title={t(refusal(problem))}>
            <Text size="sm">{problem.message}</Text>
            {problem.status === 403 && (o.needed?.holders ?? []).length > 0 && (
              <Text size="sm">{t("who.holders", { holders: o.needed?.holders?.join(", ") })}</Text>
            )}
            {moved && (
              <Button
                mt="xs"
                size="xs"
                variant="default"
                onClick={() => {
                  setSigning(false);
                  approve.reset();
                  refresh(touches);
                }}
              >
                {t("approve.readAgain")}
              </Button>
            )}
          </Alert>
        )}
        {inForm && !beside && <ErrorPanel error={problem} />}
        <Sentences
          label={t("approve.decision")}
          title={t("approve.decisions")}
          add={t("approve.addDecision")}
          values={decisions}
          error={(i) => field(`decisions.${i}`) ?? (i === 0 ? field("decisions") : undefined)}
          disabled={!maySign}
          onChange={(values) => set({ decisions: values })}
        >
          {usual.map((name) => (
            <Button
              key={name}
              size="compact-xs"
              variant="light"
              disabled={!maySign || decisions.includes(t(`usual.${name}`))}
              onClick={() => set({ decisions: [...decisions.filter((d) => d.trim()), t(`usual.${name}`)] })}
            >
              {t(`usualShort.${name}`)}
            </Button>
          ))}
        </Sentences>
        <Sentences
          label={t("approve.condition")}
          title={t("approve.conditions")}
          add={t("approve.addCondition")}
          values={conditions}
          error={(i) => field(`conditions.${i}`)}
          disabled={!maySign}
          onChange={(values) => set({ conditions: values })}
        />
        <Textarea
          label={t("approve.doesNot")}
          description={t("approve.doesNotHint")}
          required
          disabled={!maySign}
          autosize
          minRows={2}
          maxLength={4000}
          value={doesNot}
          error={field("doesNot")}
          onChange={(e) => set({ doesNot: e.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t("approval.reviewBy")}
          description={t("approve.reviewHint", { day: o.latest })}
          required
          disabled={!maySign}
          maw={420}
          max={o.latest}
          value={reviewBy}
          error={field("reviewBy")}
          onChange={(e) => set({ reviewBy: e.currentTarget.value })}
        />
        <Group className="no-print">
          <Button
            leftSection={<Signature size={16} aria-hidden />}
            disabled={!maySign || Boolean(o.mayNot) || missing}
            onClick={() => {
              approve.reset();
              setSigning(true);
            }}
          >
            {t("approve.button")}
          </Button>
          <Text size="sm" c="dimmed">
            {!maySign ? t("who.mayNotSign") : (o.mayNot ?? (missing ? t("approve.missing") : ""))}
          </Text>
        </Group>
      </Stack>
      {signing && !close && (
        <SignDialog
          title={t("approve.signTitle", { key: o.specification.key })}
          confirm={t("approve.sign")}
          busy={approve.isPending}
          error={approve.error}
          onSign={(password) => approve.mutate(password)}
          onClose={() => setSigning(false)}
        >
          <Text size="sm">{t("approve.signText", { n: formatNumber(o.counts.lines), revision: o.revision })}</Text>
          <List size="sm">
            {body.decisions.map((d) => (
              <List.Item key={d}>{d}</List.Item>
            ))}
          </List>
          <Group gap="xs">
            {o.residual.map((r) => (
              <span key={r.band}>
                <BandBadge band={r.band} criteria={o.criteria} /> {formatNumber(r.scenarios)}
              </span>
            ))}
          </Group>
          <Text size="xs" c="dimmed" className="wrap-anywhere">
            {o.office && t("approve.as", { title: titleOf(o, o.office.id) })}{" "}
            {t("approve.digest", { digest: o.digest })}
          </Text>
        </SignDialog>
      )}
    </Card>
  );
}

function refusal(problem: Problem) {
  if (problem.status === 403) return "refused.authority" as const;
  if (problem.code === "blocked") return "refused.blocked" as const;
  return "refused.changed" as const;
}

interface SentencesProps {
  title: string;
  label: string;
  add: string;
  values: string[];
  disabled: boolean;
  error: (index: number) => string | undefined;
  onChange: (values: string[]) => void;
  children?: ReactNode;
}

/** A list of sentences, one field each. */
function Sentences({ title, label, add, values, disabled, error, onChange, children }: SentencesProps) {
  const { t } = useTranslation("crs");
  return (
    <fieldset className={classes.sentences}>
      <legend>{title}</legend>
      {values.map((value, i) => (
        <Group key={i} gap="xs" wrap="nowrap" align="flex-start">
          <Textarea
            aria-label={`${label} ${i + 1}`}
            autosize
            minRows={1}
            flex={1}
            maxLength={4000}
            disabled={disabled}
            value={value}
            error={error(i)}
            onChange={(e) => onChange(values.map((old, k) => (k === i ? e.currentTarget.value : old)))}
          />
          {(values.length > 1 || value !== "") && (
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={4}
              disabled={disabled}
              aria-label={t("approve.remove", { name: `${label} ${i + 1}` })}
              onClick={() => onChange(values.filter((_, k) => k !== i))}
            >
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      <Group gap="xs" className="no-print">
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<Plus size={12} aria-hidden />}
          disabled={disabled}
          onClick={() => onChange([...values, ""])}
        >
          {add}
        </Button>
        {children}
      </Group>
    </fieldset>
  );
}
