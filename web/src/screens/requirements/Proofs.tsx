import { ActionIcon, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Paperclip, Unlink, Waypoints } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, reading, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { EvidencePicker } from "../../parts/library/EvidencePicker";
import type { Evidence, RequirementProofs } from "../../parts/library/evidence";
import { requirementAt, traceFrom } from "../../parts/library/places";
import { StandingBadge } from "../../parts/library/StandingBadge";
import { LinkAnchor } from "../../parts/plant/link";
import { LinkButton } from "../../parts/plant/link";
import type { Answer, SubjectRef } from "../../parts/plant/types";
import classes from "./requirements.module.css";

interface Props {
  site: string;
  subject: SubjectRef;
  answer: Answer;
  /** The requirements that proofs are linked to. */
  requirements: string[];
  mayEdit: boolean;
}

interface Link {
  evidence: string[];
  remove?: Evidence;
}

/** What proves an answer, how each proof stands today, and linking more of them. */
export function Proofs({ site, subject, answer, requirements, mayEdit }: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const mayRead = useCan()("evidence.read", site);
  const [adding, setAdding] = useState<string[]>();
  const { kind, id } = subject;
  const requirement = answer.requirement.id;
  const answered = answer.verdict != null;
  const path = url`/sites/${site}/evidence/proofs`;
  const proofs = useQuery({
    ...reading<RequirementProofs>(path, { requirement, kind, id }),
    enabled: mayRead && answered,
  });
  const link = useWrite(
    ({ evidence, remove }: Link) =>
      send("POST", url`/sites/${site}/evidence/link`, {
        evidence,
        requirements: remove ? [requirement] : requirements,
        subjects: [subject],
        ...(remove && { remove: true }),
      }),
    {
      touches: [keyOf(url`/sites/${site}`)],
      site,
      said: (_, { remove }) => (remove ? t("answer.proofsUnlinked", { key: remove.key }) : t("answer.proofsLinked")),
      onSuccess: () => setAdding(undefined),
    },
  );
  if (!mayRead) return null;
  const mine = proofs.data?.answers.find((a) => a.subject.kind === kind && a.subject.id === id);
  const named = (mine?.proofs ?? []).flatMap((p) => proofs.data?.proofs.filter((x) => x.evidence.id === p) ?? []);
  return (
    <Stack gap="xs" component="section" aria-label={t("answer.proofs")}>
      <Group justify="space-between" gap="xs">
        <Title order={3} fz="sm">
          {t("answer.proofs")}
        </Title>
        <LinkButton
          size="compact-xs"
          variant="subtle"
          leftSection={<Waypoints size={14} aria-hidden />}
          {...traceFrom(site, "requirement", requirementAt(subject, requirement))}
        >
          {t("answer.trace")}
        </LinkButton>
      </Group>
      {!answered && (
        <Text size="sm" c="dimmed">
          {t("answer.proofsFirst")}
        </Text>
      )}
      {answered && proofs.isError && <ErrorPanel error={proofs.error} onRetry={() => void proofs.refetch()} />}
      {mine && (
        <Text size="sm" role="note">
          {named.length === 0 && !mine.hidden ? t("answer.proofsNone") : mine.weight.why}
        </Text>
      )}
      {named.length > 0 && (
        <ul className={classes.proofs}>
          {named.map(({ evidence: e, stand }) => (
            <li key={e.id}>
              <div>
                <Group gap={6}>
                  <StandingBadge stand={stand} />
                  <LinkAnchor to="/sites/$site/evidence" params={{ site }} search={{ evidence: e.id }} size="sm">
                    <Key>{e.key}</Key> {e.name}
                  </LinkAnchor>
                </Group>
                <Text size="xs" c="dimmed">
                  {stand.why}
                </Text>
              </div>
              {mayEdit && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("answer.proofsUnlink", { key: e.key })}
                  loading={link.isPending}
                  onClick={() => link.mutate({ evidence: [e.id], remove: e })}
                >
                  <Unlink size={15} aria-hidden />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {Boolean(mine?.hidden) && <Text size="sm">{t("answer.proofsHidden", { count: mine?.hidden })}</Text>}
      {mayEdit && answered && !adding && (
        <div>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<Paperclip size={14} aria-hidden />}
            onClick={() => setAdding([])}
          >
            {t("answer.proofsAdd")}
          </Button>
        </div>
      )}
      {adding && (
        <>
          <EvidencePicker
            site={site}
            label={t("answer.proofsAdd")}
            description={
              requirements.length > 1 ? t("answer.proofsMany", { count: requirements.length }) : t("answer.proofsHint")
            }
            value={adding}
            onChange={setAdding}
          />
          <Group gap="xs">
            <Button
              size="compact-sm"
              disabled={adding.length === 0}
              loading={link.isPending}
              onClick={() => link.mutate({ evidence: adding })}
            >
              {t("answer.proofsLink", { count: adding.length })}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setAdding(undefined)}>
              {t("common:cancel")}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
