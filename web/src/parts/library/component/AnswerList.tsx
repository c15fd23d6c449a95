import { Checkbox, UnstyledButton } from "@mantine/core";
import { History, TriangleAlert, UserRound } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../Key";
import { AnswerMark } from "../../plant/AnswerMark";
import { grouped } from "../../plant/grouped";
import { frName, stateName } from "../../plant/words";
import type { ComponentAnswer, ComponentPosture } from "../supply";
import { toConfirm } from "./answering";
import classes from "./component.module.css";

interface Props {
  answers: ComponentAnswer[];
  posture: ComponentPosture;
  active: string | undefined;
  chosen: ReadonlySet<string>;
  mayEdit: boolean;
  onOpen: (id: string) => void;
  onChoose: (id: string) => void;
  onKey: (e: KeyboardEvent) => void;
}

/** The requirements with their answers, the constraints first, each to be opened or chosen. */
export function AnswerList({ answers, posture, active, chosen, mayEdit, onOpen, onChoose, onKey }: Props) {
  const { t } = useTranslation("library");
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = list.current;
    // On a narrow page the list does not scroll by itself, and the page must stay where it is.
    if (box && box.scrollHeight > box.clientHeight)
      box.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const groups = grouped(answers, (a) => a.requirement.fr ?? -1);
  return (
    <div ref={list} className={classes.list} onKeyDown={onKey}>
      {[...groups].map(([fr, of]) => (
        <section key={fr} aria-label={fr < 0 ? t("component.scope.constraint") : frName(fr)}>
          <h3 className={classes.group}>
            <span>{fr < 0 ? t("component.scope.constraint") : frName(fr)}</span>
            {fr >= 0 && <span>{t("component.capable", { level: posture.frs[fr]?.achieved ?? 0 })}</span>}
          </h3>
          <ul>
            {of.map((a) => (
              <Row
                key={a.requirement.id}
                answer={a}
                active={a.requirement.id === active}
                chosen={chosen.has(a.requirement.id)}
                mayEdit={mayEdit}
                onOpen={onOpen}
                onChoose={onChoose}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface RowProps extends Pick<Props, "mayEdit" | "onOpen" | "onChoose"> {
  answer: ComponentAnswer;
  active: boolean;
  chosen: boolean;
}

function Row({ answer, active, chosen, mayEdit, onOpen, onChoose }: RowProps) {
  const { t } = useTranslation("library");
  const { requirement: r, effective, own } = answer;
  return (
    <li className={classes.row} data-active={active || undefined} data-chosen={chosen || undefined}>
      {mayEdit ? (
        <Checkbox
          size="xs"
          tabIndex={active ? 0 : -1}
          aria-label={t("component.choose", { id: r.id })}
          checked={chosen}
          onChange={() => onChoose(r.id)}
        />
      ) : (
        <span />
      )}
      <UnstyledButton
        className={classes.option}
        aria-current={active || undefined}
        tabIndex={active ? 0 : -1}
        onClick={() => onOpen(r.id)}
      >
        <AnswerMark state={effective.state} />
        <Key>{r.id}</Key>
        <span className={classes.title}>{r.title}</span>
        <span className={classes.meta}>
          <span className="print-only">{stateName(effective.state)}</span>
          {own && <UserRound size={14} role="img" aria-label={t("component.own")} />}
          {toConfirm(answer) && <History size={14} role="img" aria-label={t("component.carried")} color="var(--gap)" />}
          {effective.expired && (
            <TriangleAlert size={14} role="img" aria-label={t("component.expired")} color="var(--gap)" />
          )}
          {r.slFrom ? <span>{t("component.from", { level: r.slFrom })}</span> : null}
        </span>
      </UnstyledButton>
    </li>
  );
}
