import { Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Vector } from "../../api/types";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { LinkButton } from "../../parts/plant/link";
import type { SubjectPosture, SubjectRef } from "../../parts/plant/types";
import type { Criteria, ScenarioResult } from "../../parts/risk/types";
import { proposalsFor, type Method } from "../../parts/risk/views";
import { VectorBar } from "../../parts/VectorBar";
import { formatDay } from "../../parts/TimeAgo";
import { Decide, type Draft } from "./Decide";
import { MethodCard } from "./MethodCard";
import classes from "./targets.module.css";

interface Props {
  site: string;
  subject: SubjectRef;
  posture: SubjectPosture | undefined;
  scenarios: ScenarioResult[];
  criteria: Criteria | null | undefined;
  inForce: boolean;
  maySign: boolean;
  onClose: () => void;
}

const lowest: Vector = [1, 1, 1, 1, 1, 1, 1];

/** One zone or conduit: what stands, what each method proposes, and the decision. */
export function Subject({ site, subject, posture, scenarios, criteria, inForce, maySign, onClose }: Props) {
  const { t } = useTranslation("targets");
  const query = useQuery(proposalsFor(site, subject));
  const [draft, setDraft] = useState<Draft>();
  const all = query.data?.items ?? [];
  const chosen = all.find((p) => p.default);
  const head = all[0];
  const present = chosen?.present;
  const shown: Draft = draft ?? {
    method: chosen?.method ?? "owner",
    vector: chosen?.vector ?? present?.vector ?? lowest,
    rationale: "",
  };
  const take = (method: Method, vector: Vector) => setDraft({ ...shown, method, vector });
  const named = new Map(scenarios.map((s) => [s.id, s]));

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(1180px, 96vw)"
      title={
        head ? (
          <>
            <Key>{head.key}</Key> {head.name}
          </>
        ) : (
          t("title")
        )
      }
    >
      {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <LoadingRows rows={12} />}
      {query.data && (
        <Stack gap="lg">
          <section aria-labelledby="now-title">
            <Title order={3} id="now-title" mb="xs">
              {t("now")}
            </Title>
            <Group gap="xl" align="flex-start">
              {posture && (
                <VectorBar
                  achieved={posture.achieved}
                  target={posture.target}
                  gap={posture.target ? posture.gap : null}
                />
              )}
              <Stack gap={4} flex="1 1 260px">
                <Text size="sm">
                  {present
                    ? t("presentBy", {
                        method: present.method || t("noMethod"),
                        name: present.approver || t("nobody"),
                        on: present.approvedOn ? formatDay(present.approvedOn) : t("noDay"),
                      })
                    : t("undecidedText")}
                </Text>
                {present && <Text size="sm">{present.why}</Text>}
                <Group gap="xs" className="no-print">
                  <LinkButton
                    size="xs"
                    variant="default"
                    to="/sites/$site/requirements/$kind/$id"
                    params={{ site, kind: subject.kind, id: subject.id }}
                  >
                    {t("toRequirements")}
                  </LinkButton>
                  <LinkButton
                    size="xs"
                    variant="default"
                    to="/sites/$site/targets"
                    params={{ site }}
                    search={{ tab: "threats", subject: `${subject.kind}/${subject.id}` }}
                  >
                    {t("toThreats")}
                  </LinkButton>
                </Group>
              </Stack>
            </Group>
          </section>
          <section aria-labelledby="methods-title">
            <Title order={3} id="methods-title" mb="xs">
              {t("sixMethods")}
            </Title>
            <div className={classes.methods}>
              {all.map((p) => (
                <MethodCard
                  key={p.method}
                  site={site}
                  proposal={p}
                  named={named}
                  criteria={criteria}
                  chosen={shown.method === p.method}
                  onTake={maySign && !p.crossCheck ? take : undefined}
                />
              ))}
            </div>
          </section>
          {maySign ? (
            <Decide
              site={site}
              subject={subject}
              name={head?.key ?? ""}
              draft={shown}
              present={present?.vector}
              inForce={inForce}
              onChange={setDraft}
              onDone={() => {
                setDraft(undefined);
                onClose();
              }}
            />
          ) : (
            <Text size="sm" c="dimmed">
              {t("maySignText")}
            </Text>
          )}
        </Stack>
      )}
    </Drawer>
  );
}
