import { Button, Checkbox, Drawer, Group, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keyOf, queries, reading, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import type { Page, RecordVersion } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";
import { LoadingRows } from "../../parts/Loading";
import { LinkAnchor } from "../../parts/plant/link";
import { formatTime } from "../../parts/TimeAgo";
import type { Finding, FindingDecision } from "./findings";
import classes from "./findings.module.css";
import { RecordKey, SeverityMark, StateMark } from "./Marks";

interface Props {
  site: string;
  /** The id of a finding. */
  finding: string;
  onClose: () => void;
}

/** One finding with what was decided about it. */
export function FindingDrawer({ site, finding, onClose }: Props) {
  const { t } = useTranslation(["findings", "common"]);
  const record = useQuery(reading<Finding>(url`/sites/${site}/findings/${finding}`));
  const f = record.data;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={f ? t("drawer.title", { key: f.key }) : t("title")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {record.isError && <ErrorPanel error={record.error} onRetry={() => void record.refetch()} />}
      {record.isPending && <LoadingRows rows={8} />}
      {f && (
        <Stack gap="lg">
          <About site={site} finding={f} />
          <Decide key={f.id + (f.decision?.version ?? 0)} site={site} finding={f} onClose={onClose} />
          <Earlier site={site} finding={f} />
        </Stack>
      )}
    </Drawer>
  );
}

function About({ site, finding: f }: { site: string; finding: Finding }) {
  const { t } = useTranslation("findings");
  const then = f.decision?.finding?.text;
  return (
    <section aria-label={t("drawer.about")}>
      <div className={classes.line}>
        <SeverityMark severity={f.severity} />
        <StateMark state={f.state} />
      </div>
      <Title order={3} mt="xs" size="h4">
        {f.title}
      </Title>
      <Text mt={4}>{f.text}</Text>
      {f.why && (
        <Text size="sm" c="dimmed" mt={4}>
          {f.why}
        </Text>
      )}
      {then && then !== f.text && (
        <Text size="sm" c="dimmed" mt={4}>
          {t("drawer.readsOtherwise", { text: then })}
        </Text>
      )}
      <dl className={classes.facts} style={{ marginTop: 12 }}>
        {f.mend && (
          <>
            <dt>{t("drawer.mend")}</dt>
            <dd>{f.mend}</dd>
          </>
        )}
        <dt>{t("drawer.record")}</dt>
        <dd>
          <RecordKey site={site} finding={f} />
        </dd>
        <dt>{t("drawer.rule")}</dt>
        <dd className="mono">{f.rule}</dd>
        {f.clause && (
          <>
            <dt>{t("drawer.clause")}</dt>
            <dd>{f.clause}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

interface DecideProps {
  site: string;
  finding: Finding;
  /** Where the finding is read and decided about, when it is no plain finding. */
  path?: string;
  onClose: () => void;
}

/** Names an owner and a day, or accepts a finding for a time. */
export function Decide({ site, finding: f, path: at, onClose }: DecideProps) {
  const { t } = useTranslation(["findings", "common"]);
  const can = useCan();
  const readOnly = !can("risk.edit", site);
  const d = f.decision;
  const form = useForm({
    initialValues: {
      owner: d?.owner ?? "",
      due: d?.due ?? "",
      note: d?.note ?? "",
      accepts: Boolean(d?.accepted),
      accepted: { justification: d?.accepted?.justification ?? "", until: d?.accepted?.until ?? "" },
    },
  });
  const path = at ?? url`/sites/${site}/findings/${f.id}`;
  const save = useWrite((decision: unknown) => send<Finding>("PUT", path, decision), {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    quiet: true,
    said: t("drawer.saved", { key: f.key }),
    onSuccess: (found) => {
      queries.setQueryData(reading<Finding>(path).queryKey, found);
      onClose();
    },
  });
  const submit = form.onSubmit(({ accepts, accepted, owner, due, note }) =>
    save.mutate(
      { owner, due, note, version: d?.version ?? 0, ...(accepts && { accepted }) },
      { onError: (problem) => showFields(form, problem) },
    ),
  );
  return (
    <form onSubmit={submit} aria-label={t("drawer.decision")}>
      <Stack gap="sm">
        <Title order={3} size="h5">
          {t("drawer.decision")}
        </Title>
        <FormProblem form={form} error={save.error} />
        <Group grow align="flex-start">
          <TextInput label={t("drawer.owner")} maxLength={200} readOnly={readOnly} {...form.getInputProps("owner")} />
          <TextInput type="date" label={t("drawer.due")} readOnly={readOnly} {...form.getInputProps("due")} />
        </Group>
        <Textarea
          label={t("drawer.note")}
          autosize
          minRows={2}
          maxLength={4000}
          readOnly={readOnly}
          {...form.getInputProps("note")}
        />
        <Checkbox
          label={t("drawer.accept")}
          description={t("drawer.acceptHint")}
          disabled={readOnly}
          {...form.getInputProps("accepts", { type: "checkbox" })}
        />
        {form.values.accepts && (
          <>
            <Textarea
              label={t("drawer.justification")}
              required
              autosize
              minRows={2}
              maxLength={4000}
              readOnly={readOnly}
              {...form.getInputProps("accepted.justification")}
            />
            <TextInput
              type="date"
              label={t("drawer.until")}
              description={t("drawer.untilHint")}
              required
              w={220}
              readOnly={readOnly}
              {...form.getInputProps("accepted.until")}
            />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {readOnly ? t("common:close") : t("common:cancel")}
          </Button>
          {!readOnly && (
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t("common:save")}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

const shown = 10;

/** What was decided about a finding before. */
export function Earlier({ site, finding }: { site: string; finding: Finding }) {
  const { t } = useTranslation("findings");
  const can = useCan();
  const id = finding.decision?.id;
  const mayRead = can("history.read", site);
  const versions = useQuery({
    ...reading<Page<RecordVersion>>(url`/sites/${site}/versions/finding/${id ?? ""}`),
    enabled: Boolean(id) && mayRead,
  });
  if (!mayRead) return null;
  const items = [...(versions.data?.items ?? [])].sort((a, b) => b.seq - a.seq).slice(0, shown);
  return (
    <section aria-label={t("drawer.history")}>
      <Title order={3} size="h5" mb={4}>
        {t("drawer.history")}
      </Title>
      {!id && (
        <Text size="sm" c="dimmed">
          {t("drawer.noHistory")}
        </Text>
      )}
      {versions.isError && <ErrorPanel error={versions.error} onRetry={() => void versions.refetch()} />}
      {items.map((v) => (
        <Text key={v.seq} size="sm">
          <Text span size="sm" c="dimmed">
            {formatTime(v.at)} {v.name}
          </Text>{" "}
          <Said decision={v.deleted ? undefined : (v.doc as FindingDecision | undefined)} />
        </Text>
      ))}
      {id && (
        <LinkAnchor to="/sites/$site/history" params={{ site }} search={{ record: "finding", id }} size="sm">
          {t("drawer.allHistory")}
        </LinkAnchor>
      )}
    </section>
  );
}

/** What one version of a decision says, in one line. */
function Said({ decision: d }: { decision: FindingDecision | undefined }) {
  const { t } = useTranslation("findings");
  if (!d) return t("drawer.version.gone");
  return [
    d.accepted && t("drawer.version.accepted", { until: d.accepted.until, why: d.accepted.justification }),
    d.owner && t("drawer.version.owner", { owner: d.owner }),
    d.due && t("drawer.version.due", { due: d.due }),
    d.note,
  ]
    .filter(Boolean)
    .join("; ");
}
