import { TriangleAlert } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { AnswerMark } from "../../parts/plant/AnswerMark";
import { grouped } from "../../parts/plant/grouped";
import type { Answer, SubjectPosture } from "../../parts/plant/types";
import { frName, stateName } from "../../parts/plant/words";
import classes from "./requirements.module.css";

interface Props {
  answers: Answer[];
  posture: SubjectPosture;
  active: string | undefined;
  selected: ReadonlySet<string>;
  onActive: (id: string, how: "only" | "extend" | "toggle") => void;
  onStep: (by: number, extend: boolean) => void;
  onOpen: () => void;
}

/** The requirements by foundational requirement, each with its answer. */
export function AnswerList({ answers, posture, active, selected, onActive, onStep, onOpen }: Props) {
  const { t } = useTranslation("plant");
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const option = active && document.getElementById(optionID(active));
    if (option && list.current?.contains(option)) option.scrollIntoView({ block: "nearest" });
  }, [active]);

  const groups = grouped(answers, (a) => a.requirement.fr);
  const onKey = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "ArrowDown") onStep(1, e.shiftKey);
    else if (e.key === "ArrowUp") onStep(-1, e.shiftKey);
    else if (e.key === "PageDown") onStep(10, e.shiftKey);
    else if (e.key === "PageUp") onStep(-10, e.shiftKey);
    else if (e.key === "Home") onStep(-answers.length, e.shiftKey);
    else if (e.key === "End") onStep(answers.length, e.shiftKey);
    else if (e.key === "Enter") onOpen();
    else return;
    e.preventDefault();
  };
  return (
    <div
      ref={list}
      className={classes.list}
      role="listbox"
      tabIndex={0}
      aria-multiselectable
      aria-label={t("answer.list")}
      aria-activedescendant={active ? optionID(active) : undefined}
      onKeyDown={onKey}
    >
      {[...groups].map(([fr, of]) => {
        const state = posture.frs.find((f) => f.fr === fr);
        return (
          <div key={fr} role="group" aria-labelledby={`group-${fr}`}>
            <div className={classes.group} id={`group-${fr}`} role="presentation">
              <span>{frName(fr)}</span>
              <span>
                {state &&
                  (state.target === null
                    ? t("answer.groupAchieved", { achieved: state.achieved })
                    : t("answer.groupLevels", { achieved: state.achieved, target: state.target }))}
              </span>
            </div>
            {of.map((answer) => (
              <Option
                key={answer.requirement.id}
                answer={answer}
                active={answer.requirement.id === active}
                selected={selected.has(answer.requirement.id)}
                onActive={onActive}
                onOpen={onOpen}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

function optionID(requirement: string): string {
  return "requirement-" + requirement.replaceAll(" ", "-");
}

interface OptionProps {
  answer: Answer;
  active: boolean;
  selected: boolean;
  onActive: Props["onActive"];
  onOpen: () => void;
}

function Option({ answer, active, selected, onActive, onOpen }: OptionProps) {
  const { t } = useTranslation("plant");
  const { requirement: r, effective, asked } = answer;
  const onClick = (e: MouseEvent) => {
    onActive(r.id, e.shiftKey ? "extend" : e.ctrlKey || e.metaKey ? "toggle" : "only");
    if (!e.shiftKey && !e.ctrlKey && !e.metaKey) onOpen();
  };
  return (
    <div
      id={optionID(r.id)}
      role="option"
      aria-selected={selected}
      className={classes.option}
      data-active={active || undefined}
      data-unasked={!asked || undefined}
      onClick={onClick}
    >
      <AnswerMark state={effective.state} />
      <Key>{r.id}</Key>
      <span className={classes.title}>{r.title}</span>
      <span className={`${classes.state} print-only`}>{stateName(effective.state)}</span>
      <span className={classes.meta}>
        {effective.expired && (
          <TriangleAlert size={14} role="img" aria-label={t("answer.expired")} color="var(--gap)" />
        )}
        {(r.doubts ?? []).length > 0 && (
          <TriangleAlert size={14} role="img" aria-label={t("answer.doubt")} color="var(--level-edge)" />
        )}
        <span>{t("answer.from", { level: r.slFrom })}</span>
      </span>
    </div>
  );
}
