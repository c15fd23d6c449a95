import { Alert, Button, Group, Select, Stack, Text, Textarea, Title } from "@mantine/core";
import { FileSignature } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { Problem } from "../../api/problem";
import type { Vector } from "../../api/types";
import { useWrite } from "../../api/write";
import { LevelsEditor } from "../../parts/plant/LevelsEditor";
import type { SubjectRef } from "../../parts/plant/types";
import { SignDialog } from "../../parts/risk/SignDialog";
import { derivedMethods, type DecidedTarget, type Method } from "../../parts/risk/views";
import { VectorLine } from "../../parts/VectorBar";
import classes from "./targets.module.css";

export interface Draft {
  method: Method;
  vector: Vector;
  rationale: string;
}

interface Props {
  site: string;
  subject: SubjectRef;
  /** Key of the zone or conduit. */
  name: string;
  draft: Draft;
  present: Vector | undefined;
  inForce: boolean;
  onChange: (draft: Draft) => void;
  onDone: () => void;
}

const shown = ["password"];
const choices: Method[] = [...derivedMethods.filter((m) => m !== "technique"), "owner"];

/** Decides a target: method, seven levels, the reason, and the signature under it. */
export function Decide({ site, subject, name, draft, present, inForce, onChange, onDone }: Props) {
  const { t } = useTranslation("targets");
  const [signing, setSigning] = useState(false);
  const alert = useRef<HTMLDivElement>(null);
  const decide = useWrite(
    (password: string) =>
      send<DecidedTarget>("POST", url`/sites/${site}/risk/targets`, {
        subject,
        decision: { method: draft.method, vector: draft.vector, rationale: draft.rationale.trim() || undefined },
        password,
      }),
    {
      touches: [keyOf(url`/sites/${site}`)],
      site,
      quiet: true,
      said: t("decided", { key: name }),
      onSuccess: onDone,
    },
  );
  const fields = decide.error instanceof Problem ? decide.error.fields : {};
  const about = (field: string) => fields[`decision.${field}`];
  const sentences =
    decide.error instanceof Problem ? decide.error.sentences.filter((x) => x.field.startsWith("decision")) : [];
  const refused = sentences.length > 0;
  // The refusal may stand above what is in sight.
  useEffect(() => {
    if (refused) alert.current?.scrollIntoView({ block: "center" });
  }, [refused]);
  const set = (part: Partial<Draft>) => {
    if (refused) {
      setSigning(false);
      decide.reset();
    }
    onChange({ ...draft, ...part });
  };
  return (
    <section className={classes.decision} aria-labelledby="decide-title">
      <Stack gap="sm">
        <Title order={3} id="decide-title">
          {t("decide")}
        </Title>
        {refused && (
          <Alert ref={alert} color="red" role="alert" title={t("refused")}>
            {sentences.map((x) => (
              <Text size="sm" key={x.text}>
                {x.text}
              </Text>
            ))}
          </Alert>
        )}
        <Select
          label={t("byMethod")}
          description={t("byMethodHint")}
          data={choices.map((m) => ({ value: m, label: t(`methods.${m}`) }))}
          value={draft.method}
          allowDeselect={false}
          maw={520}
          error={about("method")}
          onChange={(v) => v && set({ method: v as Method })}
        />
        <LevelsEditor
          value={draft.vector}
          problem={(fr) => about(`vector.${fr}`)}
          onChange={(vector) => set({ vector })}
        />
        {about("vector") && (
          <Text size="sm" c="red">
            {about("vector")}
          </Text>
        )}
        <Textarea
          label={t("rationale")}
          description={t("rationaleHint")}
          value={draft.rationale}
          error={about("rationale")}
          onChange={(e) => set({ rationale: e.currentTarget.value })}
        />
        <Group justify="flex-end" gap="sm">
          {!inForce && (
            <Text size="sm" c="dimmed">
              {t("needsCriteria")}
            </Text>
          )}
          <Button
            leftSection={<FileSignature size={16} aria-hidden />}
            disabled={!inForce}
            onClick={() => {
              decide.reset();
              setSigning(true);
            }}
          >
            {t("sign")}
          </Button>
        </Group>
      </Stack>
      {signing && !refused && (
        <SignDialog
          title={t("signTitle", { key: name })}
          confirm={t("signConfirm")}
          busy={decide.isPending}
          error={decide.error}
          shows={shown}
          onSign={(password) => decide.mutate(password)}
          onClose={() => {
            setSigning(false);
            decide.reset();
          }}
        >
          <Text size="sm">{t("meaning")}</Text>
          <ul className={classes.asked}>
            {present && (
              <>
                <li>{t("before")}</li>
                <li>
                  <VectorLine target={present} />
                </li>
              </>
            )}
            <li>{t("after")}</li>
            <li>
              <VectorLine target={draft.vector} />
            </li>
            <li>{t("byMethod")}</li>
            <li>{t(`methods.${draft.method}`)}</li>
          </ul>
          {draft.rationale.trim() && <Text size="sm">{draft.rationale}</Text>}
        </SignDialog>
      )}
    </section>
  );
}
