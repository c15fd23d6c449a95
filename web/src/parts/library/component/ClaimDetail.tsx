import { Alert, Badge, Button, Group, Kbd, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { Check, Eraser, Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Key } from "../../Key";
import { AnswerMark } from "../../plant/AnswerMark";
import type { AnswerState } from "../../plant/types";
import { stateName } from "../../plant/words";
import { formatDay } from "../../TimeAgo";
import { fieldName } from "../../words";
import { RequirementText } from "../RequirementText";
import type { ClaimAnswer, ComponentAnswer } from "../supply";
import { libWord } from "../words";
import { keyed, toConfirm } from "./answering";
import classes from "./component.module.css";
import { Proofs } from "./Proofs";

interface Props {
  answer: ComponentAnswer;
  /** How many requirements an answer is given to. */
  count: number;
  mayEdit: boolean;
  onAnswer: (state: AnswerState) => void;
  onDetails: () => void;
  onConfirm: () => void;
}

/** One requirement of a component: what is asked, what good evidence is, how it is answered. */
export function ClaimDetail({ answer, count, mayEdit, onAnswer, onDetails, onConfirm }: Props) {
  const { t } = useTranslation(["library", "plant"]);
  const { requirement: r, verdict, effective, claim, own } = answer;
  return (
    <Stack gap="sm">
      <div>
        <Group gap="xs" align="baseline">
          <Key>{r.id}</Key>
          <Badge color="gray">
            {r.slFrom ? t("component.from", { level: r.slFrom }) : t("component.scope.constraint")}
          </Badge>
          {(r.types ?? []).map((type) => (
            <Badge key={type} color="gray" variant="outline">
              {libWord("componentType", type)}
            </Badge>
          ))}
          {own && <Badge color="gray">{t("component.own")}</Badge>}
        </Group>
        <Title order={2} mt={4}>
          {r.title}
        </Title>
      </div>
      <RequirementText requirement={r} />
      {r.derives && r.derives.length > 0 && (
        <Text size="xs" c="dimmed">
          {t("component.derives", { ids: r.derives.join(", ") })}
        </Text>
      )}
      {toConfirm(answer) && (
        <Alert color="orange" p="xs" title={t("component.carried")}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{t("component.carriedText")}</Text>
            {mayEdit && (
              <Button size="compact-sm" leftSection={<Check size={14} aria-hidden />} onClick={onConfirm}>
                {t("component.confirm")}
              </Button>
            )}
          </Stack>
        </Alert>
      )}
      {mayEdit ? (
        <>
          {count > 1 && (
            <Text size="sm" fw={600} role="status">
              {t("component.forMany", { count })}
            </Text>
          )}
          <div className={classes.answers} role="group" aria-label={t("component.answer")}>
            {keyed.map((state, i) => (
              <UnstyledButton
                key={state}
                className={classes.answer}
                aria-pressed={effective.state === state}
                onClick={() => onAnswer(state)}
              >
                <AnswerMark state={state} named />
                <Kbd size="xs" aria-hidden>
                  {i + 1}
                </Kbd>
              </UnstyledButton>
            ))}
          </div>
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<Pencil size={14} aria-hidden />}
              disabled={effective.state === "unanswered"}
              onClick={onDetails}
            >
              {t("component.details")}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<Eraser size={14} aria-hidden />}
              disabled={count <= 1 && !verdict}
              onClick={() => onAnswer("unanswered")}
            >
              {t("plant:answer.clear")}
            </Button>
          </Group>
        </>
      ) : (
        <AnswerMark state={effective.state} named />
      )}
      {effective.why && (
        <Text size="sm" role="note">
          {effective.why}
        </Text>
      )}
      {verdict && <Given verdict={verdict} />}
      {claim && (
        <>
          <Text size="sm" fw={600}>
            {t("component.claimed", { state: stateName(claim.state) })}
          </Text>
          <Given verdict={claim} />
        </>
      )}
    </Stack>
  );
}

/** What was said with an answer. */
function Given({ verdict: v }: { verdict: ClaimAnswer }) {
  const { t } = useTranslation("library");
  const facts: [string, string | undefined][] = [
    [fieldName("reason"), v.reason],
    [fieldName("approver"), v.approver],
    [fieldName("compensating"), v.compensating],
    [fieldName("expires"), v.expires && formatDay(v.expires)],
    [fieldName("evidence"), v.evidence?.join("; ")],
    [fieldName("note"), v.note],
    [fieldName("assessor"), [v.assessor, v.assessedOn && formatDay(v.assessedOn)].filter(Boolean).join(", ")],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => value && <Fact key={name} name={name} value={value} />)}
      {v.proofs && v.proofs.length > 0 && (
        <>
          <dt>{t("component.proofs")}</dt>
          <dd>
            <Proofs ids={v.proofs} />
          </dd>
        </>
      )}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
