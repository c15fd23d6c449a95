import { Alert, Button, Group, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { KeyRound, ShieldCheck, ShieldQuestion } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, reading, send, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { useWrite } from "../../../api/write";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import marks from "../../../parts/library/library.module.css";
import { supplyTouches, type Company, type PartnerKey } from "../../../parts/library/supply";
import { SignDialog } from "../../../parts/risk/SignDialog";
import { formatDay } from "../../../parts/TimeAgo";
import classes from "../products.module.css";

interface OwnKey {
  name: string;
  company?: string;
  key: string;
  fingerprint: string;
}

/** The keys that a company signs packages with; one is trusted once its words were compared. */
export function Keys({ company }: { company: Company }) {
  const { t } = useTranslation("products");
  const can = useCan();
  const maySign = can("package.sign");
  const own = useQuery({ ...reading<OwnKey>("/exchange-key"), enabled: can("package.read") && Boolean(company.own) });
  const [trusting, setTrusting] = useState<PartnerKey>();
  const [doubting, setDoubting] = useState<PartnerKey>();
  const keys = company.keys ?? [];
  const listed = keys.some((k) => k.fingerprint === own.data?.fingerprint);
  return (
    <section>
      <Title order={2} mb="xs">
        {t("keys.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {company.own ? t("keys.ownText") : t("keys.text")}
      </Text>
      <Stack gap="sm">
        {company.own && own.data && !listed && (
          <div className={classes.key}>
            <span className={classes.words}>{own.data.fingerprint}</span>
            <Text size="xs" c="dimmed">
              {t("keys.ownKey")}
            </Text>
          </div>
        )}
        {keys.map((k) => (
          <div key={k.key} className={classes.key}>
            <span className={classes.words}>{k.fingerprint}</span>
            <Group gap="xs">
              <span className={marks.mark} data-tone={k.trusted ? "good" : "doubt"}>
                {k.trusted ? <ShieldCheck size={14} aria-hidden /> : <ShieldQuestion size={14} aria-hidden />}
                <span>{k.trusted ? t("keys.trusted") : t("keys.untrusted")}</span>
              </span>
              {k.trusted && k.by && (
                <Text size="xs" c="dimmed">
                  {t("keys.by", { name: k.by, on: k.on ? formatDay(k.on) : "" })}
                </Text>
              )}
            </Group>
            {k.note && <Text size="xs">{k.note}</Text>}
            {maySign && k.fingerprint !== own.data?.fingerprint && (
              <Group gap="xs">
                {k.trusted ? (
                  <Button size="compact-sm" variant="subtle" color="red" onClick={() => setDoubting(k)}>
                    {t("keys.distrust")}
                  </Button>
                ) : (
                  <Button size="compact-sm" onClick={() => setTrusting(k)}>
                    {t("keys.trust")}
                  </Button>
                )}
              </Group>
            )}
          </div>
        ))}
        {keys.length === 0 && !company.own && <Text size="sm">{t("keys.none")}</Text>}
        {maySign && !company.own && (
          <Group>
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<KeyRound size={14} aria-hidden />}
              onClick={() => setTrusting({ key: "", fingerprint: "" })}
            >
              {t("keys.add")}
            </Button>
          </Group>
        )}
      </Stack>
      {trusting && <Trust company={company} of={trusting} onClose={() => setTrusting(undefined)} />}
      {doubting && <Distrust company={company} of={doubting} onClose={() => setDoubting(undefined)} />}
    </section>
  );
}

interface DialogProps {
  company: Company;
  of: PartnerKey;
  onClose: () => void;
}

/** Trust is signed, after the words were compared on another way than the one the key came by. */
function Trust({ company, of, onClose }: DialogProps) {
  const { t } = useTranslation("products");
  const [key, setKey] = useState("");
  const [words, setWords] = useState(of.fingerprint);
  const [note, setNote] = useState("");
  const adding = of.key === "";
  const sign = useWrite(
    (password: string) =>
      send<Company>("POST", url`/companies/${company.id}/keys/${words.trim()}/trust`, {
        ...(adding && { key: key.trim() }),
        ...(note.trim() && { note: note.trim() }),
        password,
      }),
    {
      touches: [...supplyTouches, ["packages"]],
      site: "",
      quiet: true,
      said: t("keys.trustedNow", { name: company.name }),
      onSuccess: onClose,
    },
  );
  const fields = sign.error instanceof Problem ? sign.error.fields : {};
  return (
    <SignDialog
      title={t("keys.trustTitle", { name: company.name })}
      confirm={t("keys.trust")}
      busy={sign.isPending}
      error={sign.error}
      disabled={!words.trim() || (adding && !key.trim())}
      shows={["key", "note"]}
      onSign={(password) => sign.mutate(password)}
      onClose={onClose}
    >
      <Alert color="orange">{t("keys.compare", { name: company.name })}</Alert>
      {adding ? (
        <>
          <TextInput
            label={t("keys.words")}
            description={t("keys.wordsHint")}
            value={words}
            required
            onChange={(e) => setWords(e.currentTarget.value)}
          />
          <TextInput
            label={t("keys.key")}
            description={t("keys.keyHint")}
            value={key}
            required
            error={fields.key}
            onChange={(e) => setKey(e.currentTarget.value)}
          />
        </>
      ) : (
        <div className={classes.words}>{of.fingerprint}</div>
      )}
      <Textarea
        label={t("keys.note")}
        description={t("keys.noteHint")}
        value={note}
        error={fields.note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
    </SignDialog>
  );
}

function Distrust({ company, of, onClose }: DialogProps) {
  const { t } = useTranslation("products");
  const [reason, setReason] = useState("");
  const write = useWrite(
    () =>
      send<Company>("POST", url`/companies/${company.id}/keys/${of.fingerprint}/distrust`, {
        ...(reason.trim() && { reason: reason.trim() }),
      }),
    {
      touches: [...supplyTouches, ["packages"]],
      site: "",
      quiet: true,
      said: t("keys.distrustedNow", { name: company.name }),
      onSuccess: onClose,
    },
  );
  return (
    <ConfirmDialog
      opened
      danger
      title={t("keys.distrustTitle", { name: company.name })}
      text={t("keys.distrustText")}
      confirm={t("keys.distrust")}
      busy={write.isPending}
      error={write.error}
      onConfirm={() => write.mutate(undefined)}
      onClose={onClose}
    >
      <div className={classes.words}>{of.fingerprint}</div>
      <Textarea label={t("keys.reason")} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
    </ConfirmDialog>
  );
}
