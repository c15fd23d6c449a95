import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { Ban, PenLine } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { Problem } from "../../../api/problem";
import { useWrite } from "../../../api/write";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { BandBadge } from "../../../parts/risk/BandBadge";
import { SignDialog } from "../../../parts/risk/SignDialog";
import type { Authority, Criteria, ExplainedScenario, Scenario } from "../../../parts/risk/types";
import { riskWord } from "../../../parts/risk/words";
import { Section } from "./Section";

interface Props {
  site: string;
  explained: ExplainedScenario;
  criteria: Criteria | null;
  /** The form holds changes that are not stored: what one signs must be what is stored. */
  disabled: boolean;
  onTook: (scenario: Scenario) => void;
}

/** What was accepted and what it is worth today; and the ways to accept or withdraw. */
export function AcceptanceSection({ site, explained, criteria, disabled, onTook }: Props) {
  const { t } = useTranslation("risk");
  const can = useCan();
  const [dialog, setDialog] = useState<"accept" | "withdraw">();
  const { scenario, result, acceptable } = explained;
  const { acceptance } = result;
  const maySign = can("risk.sign", site);
  return (
    <Section title={t("accept.title")}>
      <Stack gap={6}>
        <Text size="sm">
          <strong>{riskWord("standing", acceptance.state)}.</strong> {acceptance.why}
        </Text>
        {scenario.acceptance && (
          <Text size="sm" c="dimmed">
            {scenario.acceptance.justification}
          </Text>
        )}
        {!acceptable.may && acceptable.why && (
          <Text size="sm" c="dimmed">
            {acceptable.why}
          </Text>
        )}
        <WhoMay by={acceptable.by} />
        {disabled && maySign && (
          <Text size="sm" c="dimmed">
            {t("accept.saveFirst")}
          </Text>
        )}
        {maySign && (
          <Group gap="xs">
            <Button
              size="xs"
              leftSection={<PenLine size={15} aria-hidden />}
              disabled={disabled}
              onClick={() => setDialog("accept")}
            >
              {t("accept.open")}
            </Button>
            {scenario.acceptance && (
              <Button
                size="xs"
                variant="default"
                leftSection={<Ban size={15} aria-hidden />}
                disabled={disabled}
                onClick={() => setDialog("withdraw")}
              >
                {t("accept.withdraw")}
              </Button>
            )}
          </Group>
        )}
      </Stack>
      {dialog === "accept" && (
        <AcceptDialog
          site={site}
          explained={explained}
          criteria={criteria}
          onTook={onTook}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === "withdraw" && (
        <WithdrawDialog site={site} scenario={scenario} onTook={onTook} onClose={() => setDialog(undefined)} />
      )}
    </Section>
  );
}

/** The authorities that may accept the risk, with who holds them. */
function WhoMay({ by }: { by: Authority[] }) {
  const { t } = useTranslation("risk");
  if (by.length === 0) return null;
  const names = by.map((a) =>
    a.holders?.length
      ? t("accept.held", { title: a.title, holders: a.holders.join(", ") })
      : t("accept.unheld", { title: a.title }),
  );
  return (
    <Text size="sm" c="dimmed">
      {t("accept.by", { names: names.join("; ") })}
    </Text>
  );
}

interface DialogProps {
  site: string;
  onTook: (scenario: Scenario) => void;
  onClose: () => void;
}

function AcceptDialog({
  site,
  explained,
  criteria,
  onTook,
  onClose,
}: DialogProps & { explained: ExplainedScenario; criteria: Criteria | null }) {
  const { t } = useTranslation("risk");
  const { scenario, result, acceptable } = explained;
  const [until, setUntil] = useState(acceptable.latest ?? "");
  const [justification, setJustification] = useState("");
  const accept = useWrite(
    (password: string) =>
      send<Scenario>("POST", url`/sites/${site}/scenarios/${scenario.id}/accept`, { until, justification, password }),
    {
      touches: [],
      quiet: true,
      said: t("accept.done", { key: scenario.key }),
      onSuccess: (s) => {
        onTook(s);
        onClose();
      },
    },
  );
  const errors = accept.error instanceof Problem ? accept.error.fields : {};
  return (
    <SignDialog
      title={t("accept.dialog", { key: scenario.key })}
      confirm={t("accept.sign")}
      busy={accept.isPending}
      error={accept.error}
      shows={["until", "justification"]}
      onSign={(password) => accept.mutate(password)}
      onClose={onClose}
    >
      <Text size="sm">{scenario.name || scenario.deviation}</Text>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <BandBadge band={result.residual.band} criteria={criteria} />
        <Text size="sm">{result.residual.why}</Text>
      </Group>
      {!acceptable.may && acceptable.why && (
        <Alert color="orange" title={t("accept.mayNot")}>
          {acceptable.why}
        </Alert>
      )}
      <WhoMay by={acceptable.by} />
      <TextInput
        type="date"
        label={t("accept.until")}
        description={acceptable.latest && t("accept.latest", { day: acceptable.latest })}
        value={until}
        onChange={(e) => setUntil(e.currentTarget.value)}
        error={errors.until}
        required
      />
      <Textarea
        label={t("accept.justification")}
        value={justification}
        onChange={(e) => setJustification(e.currentTarget.value)}
        error={errors.justification}
        maxLength={4000}
        required
      />
    </SignDialog>
  );
}

function WithdrawDialog({ site, scenario, onTook, onClose }: DialogProps & { scenario: Scenario }) {
  const { t } = useTranslation("risk");
  const [reason, setReason] = useState("");
  const withdraw = useWrite(
    () => send<Scenario>("POST", url`/sites/${site}/scenarios/${scenario.id}/withdraw`, { reason }),
    {
      touches: [],
      quiet: true,
      said: t("accept.withdrawn", { key: scenario.key }),
      onSuccess: (s) => {
        onTook(s);
        onClose();
      },
    },
  );
  return (
    <ConfirmDialog
      opened
      title={t("accept.withdrawTitle", { key: scenario.key })}
      text={t("accept.withdrawText")}
      confirm={t("accept.withdraw")}
      busy={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate(undefined)}
      onClose={onClose}
    >
      <Textarea label={t("accept.reason")} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
    </ConfirmDialog>
  );
}
