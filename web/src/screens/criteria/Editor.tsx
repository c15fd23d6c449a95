import { Badge, Button, Stack, Tabs, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ArrowLeft, Save, Signature } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/api";
import { useCan } from "../../api/me";
import { fieldPath } from "../../api/problem";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { useRecordWrite } from "../../parts/risk/records";
import type { Criteria } from "../../parts/risk/types";
import { text } from "../../parts/search";
import { useShortcut } from "../../parts/Shortcuts";
import { fieldName } from "../../parts/words";
import { BandsPart } from "./BandsPart";
import { checking, criteriaKind, partOf } from "./criteria";
import classes from "./criteria.module.css";
import { LikelihoodPart } from "./LikelihoodPart";
import { parts, type Part } from "./lines";
import { LookPanel } from "./LookPanel";
import { MatrixPart } from "./MatrixPart";
import { OverridesPart } from "./OverridesPart";
import type { PartProps } from "./part";
import { ScalesPart } from "./ScalesPart";
import { SignCriteria } from "./SignCriteria";
import { TargetsPart } from "./TargetsPart";
import { useGuard } from "./useGuard";

interface Props {
  site: string;
  stored: Criteria;
  inForce: Criteria | undefined;
  onLeave: () => void;
}

const pause = 350; // milliseconds without a key before the draft is looked at

/** Edits a draft; what it amounts to is looked at while one writes. */
export function Editor({ site, stored, inForce, onLeave }: Props) {
  const { t } = useTranslation(["criteria", "common"]);
  const can = useCan();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const part = parts.find((p) => p === text(search.part)) ?? "matrix";
  const [draft, setDraft] = useState(stored);
  const [base, setBase] = useState(stored);
  const [signing, setSigning] = useState(false);
  const dirty = draft !== base;
  // Undone or changed elsewhere while nothing here waits to be saved: show what is stored.
  if (stored.version !== base.version && !dirty) {
    setBase(stored);
    setDraft(stored);
  }
  const [asked] = useDebouncedValue(draft, pause);
  const look = useQuery(checking(site, asked));
  const save = useRecordWrite<Criteria>(site, criteriaKind, {
    onDone: (c) => {
      setBase(c);
      setDraft(c);
    },
  }).save;
  const blocker = useGuard(dirty);
  const store = () => dirty && !save.isPending && save.mutate(draft);
  useShortcut("s", t("editor.save"), store);

  const said = new Map<string, string>();
  for (const p of look.data?.problems ?? []) said.set(fieldPath(p.pointer), p.text);
  for (const problem of [save.error, look.error]) {
    if (problem instanceof Problem) Object.entries(problem.fields).forEach(([path, why]) => said.set(path, why));
  }
  const warned = new Map((look.data?.warnings ?? []).map((w) => [fieldPath(w.pointer), w.text]));
  const open = (p: Part) =>
    void navigate({ to: ".", search: (old) => ({ ...old, part: p }), replace: true, resetScroll: false });
  const count = (p: Part) => [...said.keys()].filter((path) => partOf(path) === p).length;
  const props: PartProps = {
    criteria: draft,
    onChange: setDraft,
    says: (path) => said.get(path),
    warns: (path) => warned.get(path),
    remarks: (prefix) => remarksBelow(prefix, said, warned),
  };
  const problems = said.size;
  const whyNot = !can("risk.sign", site)
    ? t("sign.notAllowed")
    : dirty
      ? t("sign.saveFirst")
      : problems > 0
        ? t("sign.mendFirst", { count: problems })
        : look.isPending
          ? t("sign.looking")
          : "";
  return (
    <Page
      wide
      title={t("editor.title", { key: stored.key })}
      lead={t("editor.lead")}
      actions={
        <>
          <Button variant="subtle" leftSection={<ArrowLeft size={16} aria-hidden />} onClick={onLeave}>
            {t("editor.back")}
          </Button>
          <Button
            variant={dirty ? "filled" : "default"}
            leftSection={<Save size={16} aria-hidden />}
            disabled={!dirty}
            loading={save.isPending}
            onClick={store}
          >
            {t("common:save")}
          </Button>
          <Button
            variant={dirty ? "default" : "filled"}
            leftSection={<Signature size={16} aria-hidden />}
            disabled={whyNot !== ""}
            onClick={() => setSigning(true)}
            aria-describedby="why-not"
          >
            {t("sign.open")}
          </Button>
        </>
      }
    >
      <Text size="xs" c="dimmed" ta="right" id="why-not" role="status" mt={-8}>
        {whyNot || t("sign.ready")}
      </Text>
      {save.error && <ErrorPanel error={save.error} withoutFields />}
      <div className={classes.editor}>
        <div>
          <Tabs value={part} onChange={(v) => open(v as Part)} keepMounted={false}>
            <Tabs.List mb="md">
              {parts.map((p) => (
                <Tabs.Tab
                  key={p}
                  value={p}
                  rightSection={
                    count(p) > 0 && (
                      <Badge size="sm" color="red" aria-label={t("editor.problems", { count: count(p) })}>
                        {count(p)}
                      </Badge>
                    )
                  }
                >
                  {t(`part.${p}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Text size="sm" c="dimmed" mb="md" className={classes.hint}>
              {t(`about.${part}`)}
            </Text>
            <Tabs.Panel value="matrix">
              <MatrixPart {...props} />
            </Tabs.Panel>
            <Tabs.Panel value="bands">
              <BandsPart {...props} />
            </Tabs.Panel>
            <Tabs.Panel value="scales">
              <ScalesPart {...props} />
            </Tabs.Panel>
            <Tabs.Panel value="likelihood">
              <LikelihoodPart {...props} />
            </Tabs.Panel>
            <Tabs.Panel value="overrides">
              <OverridesPart {...props} />
            </Tabs.Panel>
            <Tabs.Panel value="targets">
              <TargetsPart {...props} />
            </Tabs.Panel>
            <Tabs.Panel value="general">
              <General {...props} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <LookPanel
          criteria={draft}
          look={look.data}
          error={look.error}
          onOpen={open}
          onRetry={() => void look.refetch()}
        />
      </div>
      {signing && look.data && (
        <SignCriteria
          site={site}
          criteria={stored}
          look={look.data}
          inForce={inForce}
          onDone={onLeave}
          onClose={() => setSigning(false)}
        />
      )}
      {blocker}
    </Page>
  );
}

function General({ criteria: c, onChange, says }: PartProps) {
  const { t } = useTranslation("criteria");
  return (
    <Stack maw={640}>
      <TextInput
        label={fieldName("name")}
        value={c.name}
        onChange={(e) => onChange({ ...c, name: e.currentTarget.value })}
        error={says("name")}
        maxLength={200}
        required
      />
      <TextInput
        label={fieldName("key")}
        value={c.key}
        onChange={(e) => onChange({ ...c, key: e.currentTarget.value })}
        error={says("key")}
        maxLength={64}
        required
      />
      <Textarea
        label={fieldName("note")}
        description={t("noteHint")}
        value={c.note ?? ""}
        onChange={(e) => onChange({ ...c, note: e.currentTarget.value })}
        error={says("note")}
        maxLength={4000}
      />
    </Stack>
  );
}

/** What is said about the fields below a path, by the rest of their paths. */
function remarksBelow(prefix: string, ...sources: Map<string, string>[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, why] of sources.flatMap((s) => [...s])) {
    if (path.startsWith(`${prefix}.`)) found.set(path.slice(prefix.length + 1).replaceAll(".", "/"), why);
  }
  return found;
}
