import { Button, Loader } from "@mantine/core";
import { Check, CloudOff, Pencil, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { problems, type Draft } from "./drafts";
import type { Snapshot } from "./sheet";
import classes from "./sheet.module.css";

interface Props {
  state: Snapshot;
  /** What there is to say about the cell with the cursor. */
  told: { text: string; problem: boolean };
  onNext: () => void;
  onRetry: () => void;
  onDiscard: (ids: string[]) => void;
}

/** Below the grid: the whole text or the reason of the cell with the cursor, and what became of the rows. */
export function Status({ state, told, onNext, onRetry, onDiscard }: Props) {
  return (
    <div className={`${classes.status} no-print`}>
      <div className={classes.saving} role="status">
        <Saving state={state} onNext={onNext} onRetry={onRetry} onDiscard={onDiscard} />
      </div>
      <div className={classes.told} data-problem={told.problem || undefined} aria-live="polite">
        {told.text}
      </div>
    </div>
  );
}

/** Rows that wait for a correction, with those that are stored together with them. */
export function waiting(rows: ReadonlyMap<string, Draft>): { rows: string[]; cells: number } {
  const batches = new Set<string>();
  let cells = 0;
  for (const d of rows.values()) {
    const n = Object.keys(problems(d)).length;
    if (n > 0) batches.add(d.batch);
    cells += n;
  }
  return { rows: [...rows.values()].filter((d) => batches.has(d.batch)).map((d) => d.id), cells };
}

function Saving({ state, onNext, onRetry, onDiscard }: Omit<Props, "told">) {
  const { t } = useTranslation(["risk", "common"]);
  const stuck = waiting(state.drafts.rows);
  const touched = [...state.drafts.rows.values()].filter((d) => d.touched).length;
  if (state.saving > 0) {
    return (
      <>
        <Loader size={14} aria-hidden />
        {t("sheet.saving", { count: state.saving })}
      </>
    );
  }
  if (state.away) {
    return (
      <>
        <CloudOff size={15} aria-hidden />
        {t("sheet.away", { count: touched })}
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          {t("common:retry")}
        </Button>
      </>
    );
  }
  if (stuck.rows.length > 0) {
    return (
      <>
        <TriangleAlert size={15} aria-hidden className={classes.flag} />
        <span>
          {t("sheet.refused", { count: stuck.rows.length })} {t("sheet.toCorrect", { count: stuck.cells })}
        </span>
        <Button size="compact-xs" variant="default" onClick={onNext}>
          {t("sheet.next")}
        </Button>
        <Button size="compact-xs" variant="subtle" color="red" onClick={() => onDiscard(stuck.rows)}>
          {t("sheet.discard", { count: stuck.rows.length })}
        </Button>
      </>
    );
  }
  if (touched > 0) {
    return (
      <>
        <Pencil size={14} aria-hidden />
        {t("sheet.unsaved", { count: touched })}
      </>
    );
  }
  return (
    <>
      <Check size={15} aria-hidden />
      {t("sheet.saved")}
    </>
  );
}
