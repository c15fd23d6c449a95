import { Alert, Badge, Button, Group, Kbd, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { Blocks, Eraser, Pencil, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { Term } from "../../parts/library/Term";
import { AnswerMark } from "../../parts/plant/AnswerMark";
import type { Answer, AnswerState, SubjectRef } from "../../parts/plant/types";
import { stateName } from "../../parts/plant/words";
import { formatDay } from "../../parts/TimeAgo";
import { fieldName } from "../../parts/words";
import { keyed } from "./filter";
import classes from "./requirements.module.css";

interface Props {
  answer: Answer;
  /** How many requirements an answer is given to. */
  count: number;
  mayEdit: boolean;
  /** Names the subject of an inherited answer. */
  nameOf: (subject: SubjectRef) => string;
  onAnswer: (state: AnswerState) => void;
  onDetails: () => void;
  /** What proves the answer. */
  children?: ReactNode;
}

/** One requirement: what is asked, how it may be shown, how it is answered. */
export function Detail({ answer, count, mayEdit, nameOf, onAnswer, onDetails, children }: Props) {
  const { t } = useTranslation("plant");
  const { requirement: r, verdict, effective, asked, support } = answer;
  // Where no component is asked for it there is nothing that could carry it.
  const offered = keyed.filter((s) => s !== "by-components" || support || effective.state === s);
  const carried = (state: AnswerState) => state !== "by-components" || count > 1 || support?.holds === true;
  return (
    <Stack gap="sm">
      <div>
        <Group gap="xs" align="baseline">
          <Key>{r.id}</Key>
          <Badge color="gray">{t("answer.from", { level: r.slFrom })}</Badge>
          {!asked && <Badge color="gray">{t("answer.notAsked")}</Badge>}
        </Group>
        <Title order={2} mt={4}>
          {r.title}
        </Title>
      </div>
      <Text fw={550} size="md">
        {r.question}
      </Text>
      <Text size="sm">{r.summary}</Text>
      <Text size="sm">
        <Text span fw={600} size="sm">
          <Term word="evidence">{t("answer.evidenceExample")}</Term>
        </Text>{" "}
        {r.evidence}
      </Text>
      {(r.doubts ?? []).map((d) => (
        <Alert
          key={d.source + d.about}
          color="gray"
          icon={<TriangleAlert size={16} />}
          title={t("answer.doubt")}
          p="xs"
        >
          {t("answer.doubtText", {
            source: d.source,
            says: d.says,
            about: d.about === "slFrom" ? t("answer.slFrom") : d.about,
          })}{" "}
          {d.note}
        </Alert>
      ))}
      {mayEdit && (
        <>
          {count > 1 && (
            <Text size="sm" fw={600} role="status">
              {t("answer.forMany", { count })}
            </Text>
          )}
          <div className={classes.answers} role="group" aria-label={t("answer.answers")}>
            {offered.map((state) => (
              <UnstyledButton
                key={state}
                className={classes.answer}
                aria-pressed={effective.state === state}
                disabled={!carried(state)}
                onClick={() => onAnswer(state)}
              >
                <AnswerMark state={state} named />
                <Kbd size="xs" aria-hidden>
                  {keyed.indexOf(state) + 1}
                </Kbd>
              </UnstyledButton>
            ))}
          </div>
          {support && count <= 1 && (
            <Text size="sm" className={classes.support} role="note">
              <Blocks size={14} aria-hidden /> {t("answer.components")} {support.why}
            </Text>
          )}
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<Eraser size={14} aria-hidden />}
              disabled={count <= 1 && effective.state === "unanswered"}
              onClick={() => onAnswer("unanswered")}
            >
              {t("answer.clear")}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<Pencil size={14} aria-hidden />}
              disabled={effective.state === "unanswered"}
              onClick={onDetails}
            >
              {t("answer.details")}
            </Button>
          </Group>
        </>
      )}
      {!mayEdit && <AnswerMark state={effective.state} named />}
      {effective.why && (
        <Text size="sm" role="note">
          {effective.why}
        </Text>
      )}
      {verdict && (
        <dl className={classes.facts}>
          <Fact name="reason" value={verdict.reason} />
          <Fact name="approver" value={verdict.approver} />
          <Fact name="function" label={t("answer.function")} value={verdict.function} />
          <Fact name="compensating" value={verdict.compensating} />
          <Fact name="expires" value={verdict.expires && formatDay(verdict.expires)} />
          <Fact name="from" label={t("answer.inheritedFrom")} value={verdict.from && nameOf(verdict.from)} />
          <Fact name="evidence" label={t("answer.inWords")} value={verdict.evidence?.join("; ")} />
          <Fact name="note" value={verdict.note} />
          <Fact
            name="assessor"
            value={[verdict.assessor, verdict.assessedOn && formatDay(verdict.assessedOn)].filter(Boolean).join(", ")}
          />
        </dl>
      )}
      {children}
      <Text size="sm" c="dimmed">
        {stateName(effective.state)}
        {": "}
        {t(`answer.means.${effective.state}`)}
      </Text>
    </Stack>
  );
}

function Fact({ name, label, value }: { name: string; label?: string; value: string | undefined }) {
  if (!value) return null;
  return (
    <>
      <dt>{label ?? fieldName(name)}</dt>
      <dd>{value}</dd>
    </>
  );
}
