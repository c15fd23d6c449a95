import { PanelRightOpen } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Scenario, ScenarioResult } from "../../../parts/risk/types";
import { CellView } from "./Cell";
import type { SheetColumn } from "./columns";
import { problems, type Draft } from "./drafts";
import type { Lookup } from "./lookup";
import classes from "./sheet.module.css";

export const rowHeight = 44;

const blank: Scenario = { id: "", version: 0, key: "", name: "" };

interface Props {
  index: number;
  start: number;
  width: number;
  scenario: Scenario | undefined;
  result: ScenarioResult | undefined;
  draft: Draft | undefined;
  shown: SheetColumn[];
  /** The columns that are drawn beside the first. */
  first: number;
  last: number;
  look: Lookup;
  /** The column with the cursor, −1 when it is in another row. */
  at: number;
  /** The columns of the range, −1 when the row is outside. */
  from: number;
  to: number;
  waiting: boolean;
  locked: boolean;
}

/** One scenario of the grid. */
export const GridRow = memo(function GridRow(p: Props) {
  const { t } = useTranslation("risk");
  const scenario = p.scenario ?? blank;
  const wrong = p.draft ? problems(p.draft) : undefined;
  const skipped = p.shown.slice(1, p.first).reduce((sum, c) => sum + c.width, 0);
  return (
    <div
      role="row"
      aria-rowindex={p.index + 3}
      className={classes.row}
      style={{ transform: `translateY(${p.start}px)`, width: p.width }}
    >
      {p.shown.map((column, i) => {
        if (i > 0 && (i < p.first || i > p.last)) return null;
        const problem = wrong?.[column.id] ?? (column.id === "key" ? wrong?.[""] : undefined);
        const computed = column.kind === "computed";
        return (
          <div
            key={column.id}
            id={`sheet-${p.index}-${i}`}
            role={i === 0 ? "rowheader" : "gridcell"}
            aria-colindex={i + 1}
            aria-selected={i >= p.from && i <= p.to}
            aria-readonly={computed || p.locked || undefined}
            aria-invalid={problem ? true : undefined}
            className={i === 0 ? `${classes.cell} ${classes.key}` : classes.cell}
            style={{ width: column.width, marginLeft: i === p.first ? skipped : undefined }}
            title={problem}
            data-row={p.index}
            data-column={i}
            data-at={i === p.at || undefined}
            data-range={(i >= p.from && i <= p.to && (p.from !== p.to || i !== p.at)) || undefined}
            data-computed={computed || undefined}
            data-problem={problem ? true : undefined}
            data-edited={edited(p.draft, column, p.look) || undefined}
          >
            <div className={computed && p.waiting ? `${classes.text} ${classes.waiting}` : classes.text}>
              {p.scenario ? (
                <CellView column={column} scenario={scenario} result={p.result} draft={p.draft} look={p.look} />
              ) : (
                i === 0 && <span className={classes.small}>{t("sheet.newKey")}</span>
              )}
            </div>
            {i === 0 && scenario.id !== "" && (
              <button
                type="button"
                tabIndex={-1}
                className={classes.open}
                aria-label={t("sheet.open", { key: scenario.key })}
                data-open
              >
                <PanelRightOpen size={15} aria-hidden />
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
});

/** Whether a cell says something else than what is stored. */
function edited(draft: Draft | undefined, column: SheetColumn, look: Lookup): boolean {
  if (!draft) return false;
  if (draft.raw[column.id]) return true;
  return column.read(draft.now, look) !== (draft.base ? column.read(draft.base, look) : "");
}
