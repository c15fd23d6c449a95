import { Button, Card, Group, Stack, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RotateCcw } from "lucide-react";
import { useCan } from "../../api/me";
import { SignedBy } from "../../parts/risk/SignedBy";
import { Tasks } from "../../parts/risk/Tasks";
import { riskWord } from "../../parts/risk/words";
import { formatDay } from "../../parts/TimeAgo";
import { Approvals } from "./Approvals";
import { ApproveForm, blankDraft } from "./ApproveForm";
import { Blockers } from "./Blockers";
import type { Approval, Outline } from "./crs";
import classes from "./crs.module.css";
import { ReopenDialog } from "./ReopenDialog";
import { Residual } from "./Residual";
import { WhoSigns } from "./WhoSigns";

/** The owner's approval: whether it stands, what is in its way, and the signature. */
export function ApprovalTab({ site, outline: o }: { site: string; outline: Outline }) {
  const { t } = useTranslation("crs");
  const mayEdit = useCan()("risk.edit", site);
  const [draft, setDraft] = useState(blankDraft);
  const [reopening, setReopening] = useState<Approval>();
  const { approval, stands } = o.standing;
  const begun = o.specification.id !== "";
  return (
    <Stack gap="lg" pt="md">
      {approval && (
        <Card withBorder padding="md" component="section" aria-labelledby="crs-standing">
          <Title order={2} id="crs-standing" mb={4}>
            {t(stands ? "standing.stands" : "standing.gone", { key: approval.key })}
          </Title>
          <SignedBy of={approval.signed} authorities={o.criteria?.authorities} />
          <dl className={classes.facts}>
            <dt>{t("approval.reviewBy")}</dt>
            <dd>{formatDay(approval.reviewBy)}</dd>
            {approval.reopened && (
              <>
                <dt>{t("standing.trigger")}</dt>
                <dd>
                  {riskWord("trigger", approval.reopened.trigger)}: {approval.reopened.what} (
                  {formatDay(approval.reopened.on)})
                </dd>
              </>
            )}
          </dl>
          {!approval.reopened && mayEdit && (
            <Group mt="sm">
              <Button
                size="xs"
                variant="default"
                className="no-print"
                leftSection={<RotateCcw size={14} aria-hidden />}
                onClick={() => setReopening(approval)}
              >
                {t("reopen.button")}
              </Button>
            </Group>
          )}
        </Card>
      )}
      {!stands && <Blockers site={site} outline={o} />}
      <div className={classes.two}>
        <Residual outline={o} />
        <WhoSigns outline={o} site={site} />
      </div>
      {!stands && begun && o.blockers.length === 0 && (
        <ApproveForm site={site} outline={o} draft={draft} onChange={setDraft} />
      )}
      <Tasks site={site} />
      <Approvals site={site} outline={o} />
      {reopening && <ReopenDialog site={site} approval={reopening} onClose={() => setReopening(undefined)} />}
    </Stack>
  );
}
