import { Button, Checkbox, Modal, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { CircleCheck, CircleX, FolderPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, send, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { LinkButton } from "../../../parts/plant/link";
import { SignDialog } from "../../../parts/risk/SignDialog";
import { useAddress } from "../address";
import { FileLink } from "../home/Threads";
import { Sentences } from "../Marks";
import type { AcceptedPackage, Package, PackageView, Project } from "../types";

interface Props {
  view: PackageView;
  /** The site that an as-built package is held against. */
  at: string;
  says: string[];
  onAccepted: (a: AcceptedPackage) => void;
}

/** What can be done with a package. */
export function Actions({ view, at, says, onAccepted }: Props) {
  const { t } = useTranslation("exchange");
  const can = useCan();
  const p = view.package;
  const [open, setOpen] = useState<"accept" | "refuse" | "project">();
  const close = () => setOpen(undefined);
  const waits = p.direction === "in" && p.state === "received";
  const asks = p.kind === "requirements";
  const project = view.projects[0];
  const homeless = p.kind === "as-built" && !at;
  const may = can("package.sign", at || undefined);
  const why = !may ? t("accept.denied") : homeless ? t("accept.where") : view.blockers[0];
  return (
    <>
      <FileLink of={p} />
      {p.kind === "as-built" && p.state === "accepted" && p.site && (
        <LinkButton size="xs" variant="default" to="/exchange" search={{ tests: p.site }}>
          {t("thread.tests")}
        </LinkButton>
      )}
      {p.direction === "in" && project && (
        <LinkButton size="xs" to="/exchange" search={{ reply: project }}>
          {t("thread.answer")}
        </LinkButton>
      )}
      {waits && asks && !project && can("site.add") && can("package.run") && (
        <Button size="xs" leftSection={<FolderPlus size={14} aria-hidden />} onClick={() => setOpen("project")}>
          {t("thread.project")}
        </Button>
      )}
      {waits && can("package.run", p.site || undefined) && (
        <Button
          size="xs"
          variant="default"
          leftSection={<CircleX size={14} aria-hidden />}
          onClick={() => setOpen("refuse")}
        >
          {t("refuse.button")}
        </Button>
      )}
      {waits && !asks && (
        <Button
          size="xs"
          leftSection={<CircleCheck size={14} aria-hidden />}
          disabled={why !== undefined}
          title={why}
          onClick={() => setOpen("accept")}
        >
          {t("accept.button")}
        </Button>
      )}
      {open === "accept" && <Accept view={view} at={at} says={says} onAccepted={onAccepted} onClose={close} />}
      {open === "refuse" && <Refuse of={p} onClose={close} />}
      {open === "project" && <BeginProject view={view} onClose={close} />}
    </>
  );
}

function Accept({ view, at, says, onAccepted, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation("exchange");
  const p = view.package;
  const [note, setNote] = useState("");
  const [read, setRead] = useState(false);
  const accept = useWrite(
    (password: string) =>
      send<AcceptedPackage>("POST", url`/packages/${p.id}/accept`, {
        password,
        digest: p.digest,
        site: p.site ? undefined : at || undefined,
        note: note.trim() || undefined,
      }),
    {
      quiet: true,
      said: t("accept.done", { key: p.key }),
      onSuccess: (out) => {
        onAccepted(out);
        onClose();
      },
    },
  );
  const sentences = accept.error instanceof Problem && accept.error.code === "blocked" ? accept.error.sentences : [];
  return (
    <SignDialog
      title={t("accept.title", { key: p.key, party: p.from })}
      confirm={t("accept.confirm")}
      busy={accept.isPending}
      error={accept.error}
      disabled={!read}
      onSign={accept.mutate}
      onClose={onClose}
    >
      <Text size="sm">{t(`does.${p.kind}`)}</Text>
      <Sentences tone="calm" of={says} />
      <Sentences of={sentences.map((s) => s.text)} tone="bad" />
      <Textarea
        label={t("accept.note")}
        autosize
        maxLength={4000}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <Checkbox label={t("accept.read")} checked={read} onChange={(e) => setRead(e.currentTarget.checked)} />
    </SignDialog>
  );
}

function Refuse({ of: p, onClose }: { of: Package; onClose: () => void }) {
  const { t } = useTranslation(["exchange", "common"]);
  const [reason, setReason] = useState("");
  const refuse = useWrite(() => send<Package>("POST", url`/packages/${p.id}/refuse`, { reason }), {
    quiet: true,
    said: t("refuse.done", { key: p.key }),
    onSuccess: onClose,
  });
  const field = refuse.error instanceof Problem ? refuse.error.fields.reason : undefined;
  return (
    <Modal opened onClose={onClose} size="lg" title={t("refuse.title", { key: p.key, party: p.from })}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          refuse.mutate(undefined);
        }}
      >
        <Stack>
          <Textarea
            label={t("refuse.reason")}
            description={t("refuse.hint")}
            required
            autosize
            minRows={3}
            maxLength={4000}
            value={reason}
            error={field}
            onChange={(e) => setReason(e.currentTarget.value)}
            data-autofocus
          />
          {!field && <ErrorPanel error={refuse.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" color="red" loading={refuse.isPending} disabled={!reason.trim()}>
              {t("refuse.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function BeginProject({ view, onClose }: { view: PackageView; onClose: () => void }) {
  const { t } = useTranslation(["exchange", "common"]);
  const { go } = useAddress();
  const p = view.package;
  const [key, setKey] = useState(view.asked?.system.site ?? "");
  const [name, setName] = useState("");
  const begin = useWrite(
    () =>
      send<Project>("POST", url`/packages/${p.id}/project`, {
        key: key.trim() || undefined,
        name: name.trim() || undefined,
      }),
    {
      quiet: true,
      said: (out) => t("project.done", { site: out.site.name, count: out.tests }),
      onSuccess: (out) => {
        onClose();
        go({ reply: out.reply.id });
      },
    },
  );
  const fields = begin.error instanceof Problem ? begin.error.fields : {};
  const shown = Object.keys(fields).some((f) => f === "key" || f === "name");
  return (
    <Modal opened onClose={onClose} size="lg" title={t("project.title", { key: p.key })}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          begin.mutate(undefined);
        }}
      >
        <Stack>
          <Text size="sm">{t("project.text")}</Text>
          <Sentences
            tone="calm"
            of={[
              t("project.zones", {
                zones: view.asked?.zones.length ?? 0,
                conduits: view.asked?.conduits.length ?? 0,
              }),
              t("project.reply", { count: view.asked?.lines.length ?? 0 }),
              t("project.tests"),
            ]}
          />
          <TextInput
            label={t("project.key")}
            description={t("project.keyHint")}
            maxLength={64}
            value={key}
            error={fields.key}
            onChange={(e) => setKey(e.currentTarget.value)}
          />
          <TextInput
            label={t("project.name")}
            placeholder={view.asked?.system.siteName}
            maxLength={200}
            value={name}
            error={fields.name}
            onChange={(e) => setName(e.currentTarget.value)}
          />
          {!shown && <ErrorPanel error={begin.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={begin.isPending}>
              {t("project.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
