import { Checkbox, UnstyledButton } from "@mantine/core";
import { FileQuestion } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../Key";
import { AnswerMark } from "../../plant/AnswerMark";
import { stateName } from "../../plant/words";
import type { RequirementSet } from "../types";
import { unproven } from "./filter";
import { MaturityBadge } from "./Maturity";
import classes from "./program.module.css";
import type { ProgramAnswer } from "./types";

interface Props {
  answers: ProgramAnswer[];
  rated: boolean;
  scale: RequirementSet["maturity"];
  active: string | undefined;
  picked: ReadonlySet<string>;
  mayEdit: boolean;
  onOpen: (id: string) => void;
  onPick: (id: string, range: boolean) => void;
}

/** The requirements with their answers; one is open, any number can be picked. */
export function AnswerRows(p: Props) {
  const { t } = useTranslation("program");
  const list = useRef<HTMLUListElement>(null);
  const first = p.answers[0]?.requirement.id;
  useEffect(() => {
    if (p.active === first) return; // the page opens at its top
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }, [p.active, first]);
  return (
    <ul ref={list} className={classes.rows} aria-label={t("list.name")}>
      {p.answers.map((a) => {
        const r = a.requirement;
        return (
          <li key={r.id} className={classes.row} data-active={r.id === p.active || undefined}>
            {p.mayEdit && (
              <Checkbox
                size="xs"
                className="no-print"
                aria-label={t("list.pick", { id: r.id })}
                checked={p.picked.has(r.id)}
                onChange={(e) => p.onPick(r.id, (e.nativeEvent as MouseEvent).shiftKey)}
              />
            )}
            <UnstyledButton
              className={classes.open}
              aria-current={r.id === p.active ? "true" : undefined}
              onClick={() => p.onOpen(r.id)}
            >
              <AnswerMark state={a.effective.state} />
              <span className={classes.rowText}>
                <Key>{r.id}</Key> {r.title}
                <span className={`${classes.printed} print-only`}>
                  {stateName(a.effective.state)}
                  {". "}
                  {a.why}
                </span>
              </span>
              <span className={classes.branchMarks}>
                {unproven(a) && (
                  <FileQuestion size={14} role="img" aria-label={t("list.unproven")} color="var(--level-edge)" />
                )}
                {p.rated && a.effective.state !== "unanswered" && <MaturityBadge level={a.maturity} scale={p.scale} />}
                {a.gap > 0 && (
                  <span className="gap" title={t("maturity.below", { gap: a.gap })}>
                    {t("maturity.minus", { gap: a.gap })}
                  </span>
                )}
              </span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
