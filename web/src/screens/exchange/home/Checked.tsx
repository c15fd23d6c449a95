import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { CircleCheck, CircleX, ShieldAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { sendFile, type Problem } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { formatSize, formatTime } from "../../../parts/TimeAgo";
import { useAddress } from "../address";
import classes from "../exchange.module.css";
import { Sentences } from "../Marks";
import type { TakenPackage } from "../types";

/** What the check of a file found, before it is kept. */
export function Checked({ file, checked: c, onClose }: { file: File; checked: TakenPackage; onClose: () => void }) {
  const { t } = useTranslation(["exchange", "common"]);
  const { go } = useAddress();
  const m = c.report.manifest;
  const keep = useWrite(() => sendFile<TakenPackage>("/packages", { name: file.name }, file), {
    site: "",
    quiet: true,
    said: (out) => t("receive.kept", { key: out.package.key }),
    onSuccess: (out) => {
      onClose();
      go({ package: out.package.id });
    },
  });
  if (!m) return null;
  return (
    <Modal opened onClose={onClose} size="lg" title={t("receive.preview", { file: file.name })}>
      <Stack>
        <Alert color="green" icon={<CircleCheck size={18} />} title={t("receive.whole")}>
          {t("receive.wholeText", { count: m.parts.length, size: formatSize(c.report.bytes) })}
        </Alert>
        <dl className={classes.facts}>
          <dt>{t("fact.kind")}</dt>
          <dd>{t(`kind.${m.kind}`)}</dd>
          {m.name && <dt>{t("fact.name")}</dt>}
          {m.name && <dd>{m.name}</dd>}
          <dt>{t("fact.from")}</dt>
          <dd>{m.from}</dd>
          {m.to && <dt>{t("fact.to")}</dt>}
          {m.to && <dd>{m.to}</dd>}
          <dt>{t("fact.made")}</dt>
          <dd>{formatTime(m.made)}</dd>
          <dt>{t("fact.does")}</dt>
          <dd>{t(`does.${m.kind}`)}</dd>
        </dl>
        <KeyNote of={c.key} />
        <Sentences of={c.blockers.filter((b) => b !== c.key.why)} label={t("receive.blockers")} />
        <Text size="sm" c="dimmed">
          {t("receive.keeps")}
        </Text>
        <ErrorPanel error={keep.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button loading={keep.isPending} onClick={() => keep.mutate(undefined)} data-autofocus>
            {t("receive.keep")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Whose key signed, and its words to be compared. */
export function KeyNote({ of }: { of: TakenPackage["key"] }) {
  const { t } = useTranslation("exchange");
  return (
    <Alert
      color={of.trusted ? "green" : "orange"}
      icon={of.trusted ? <CircleCheck size={18} /> : <ShieldAlert size={18} />}
      title={t(of.trusted ? "trust.known" : "trust.unknown")}
    >
      <Stack gap={4}>
        <p className={`mono ${classes.words}`}>{of.fingerprint.replaceAll("-", " ")}</p>
        <Text size="sm">{of.why}</Text>
      </Stack>
    </Alert>
  );
}

/** A file that is not as it was signed, with every fault. */
export function Damaged({ file, problem, onClose }: { file: string; problem: Problem; onClose: () => void }) {
  const { t } = useTranslation(["exchange", "common"]);
  return (
    <Modal opened onClose={onClose} size="lg" title={t("receive.preview", { file })}>
      <Stack>
        <Alert color="red" icon={<CircleX size={18} />} title={t("receive.damaged")}>
          {problem.message}
        </Alert>
        <Sentences of={problem.sentences.map((s) => s.text)} tone="bad" label={t("receive.faults")} />
        <Text size="sm" c="dimmed">
          {t("receive.damagedText")}
        </Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("common:close")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
