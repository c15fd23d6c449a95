import { Button, Checkbox, Text, TextInput } from "@mantine/core";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { useWrite } from "../../../api/write";
import { CompanyPicker } from "../../../parts/library/CompanyPicker";
import type { Company } from "../../../parts/library/supply";
import { SignDialog } from "../../../parts/risk/SignDialog";
import classes from "../exchange.module.css";
import type { KeyStanding } from "../types";

/** Confirms by signature that a key is the partner's, once its words were compared. */
export function Trust({ of: key, from }: { of: KeyStanding; from: string }) {
  const { t } = useTranslation("exchange");
  const can = useCan();
  const [open, setOpen] = useState(false);
  if (key.trusted) return null;
  if (!can("package.sign"))
    return (
      <Text size="sm" c="dimmed">
        {t("trust.denied")}
      </Text>
    );
  return (
    <>
      <Button
        size="xs"
        maw="fit-content"
        leftSection={<ShieldCheck size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t("trust.button")}
      </Button>
      {open && <TrustDialog of={key} from={from} onClose={() => setOpen(false)} />}
    </>
  );
}

function TrustDialog({ of: key, from, onClose }: { of: KeyStanding; from: string; onClose: () => void }) {
  const { t } = useTranslation("exchange");
  const may = useCan()("library.edit");
  const [company, setCompany] = useState(key.company);
  const [compared, setCompared] = useState(false);
  const [note, setNote] = useState("");
  const trust = useWrite(
    async (password: string) => {
      const of = company ?? (await send<Company>("POST", "/companies", { key: "", name: from })).id;
      setCompany(of);
      return send<Company>("POST", url`/companies/${of}/keys/${key.fingerprint}/trust`, {
        key: key.key,
        note: note.trim() || undefined,
        password,
      });
    },
    { site: "", quiet: true, said: (c) => t("trust.done", { company: c.name }), onSuccess: onClose },
  );
  return (
    <SignDialog
      title={t("trust.title", { company: from })}
      confirm={t("trust.confirm")}
      busy={trust.isPending}
      error={trust.error}
      disabled={!compared || (!company && !may)}
      onSign={trust.mutate}
      onClose={onClose}
    >
      <Text size="sm">{t("trust.how", { company: from })}</Text>
      <p className={`mono ${classes.words}`}>{key.fingerprint.replaceAll("-", " ")}</p>
      <CompanyPicker
        label={t("trust.company")}
        description={company ? undefined : t(may ? "trust.companyNew" : "trust.companyMissing", { name: from })}
        value={company}
        onChange={setCompany}
        readOnly={Boolean(key.company)}
      />
      <TextInput
        label={t("trust.note")}
        placeholder={t("trust.notePlaceholder")}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <Checkbox label={t("trust.compared")} checked={compared} onChange={(e) => setCompared(e.currentTarget.checked)} />
    </SignDialog>
  );
}
