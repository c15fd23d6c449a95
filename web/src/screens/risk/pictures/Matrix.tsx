import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { consequenceName, likelihoodName } from "../../../parts/risk/levels";
import type { Criteria, MatrixCell, ScenarioResult } from "../../../parts/risk/types";
import classes from "./pictures.module.css";
import { toneOf, type Stage } from "./stages";

interface Props {
  stage: Stage;
  criteria: Criteria;
  cells: MatrixCell[][];
  letters: Map<string, string>;
  /** "2.3" is likelihood index 2, consequence index 3. */
  chosen: string | undefined;
  /** A scenario whose cell is marked. */
  followed: ScenarioResult | undefined;
  onCell: (at: string | undefined) => void;
}

/** Likelihood upwards, consequence to the right; each cell with the letter of its band and its number of scenarios. */
export function Matrix({ stage, criteria, cells, letters, chosen, followed, onCell }: Props) {
  const { t } = useTranslation("targets");
  const at = followed?.[stage];
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("matrix.table", { stage: t(`stage.${stage}`) })}>
      <table className={classes.matrix}>
        <caption>{t("matrix.axes")}</caption>
        <tbody>
          {cells
            .map((row, l) => ({ row, l }))
            .reverse()
            .map(({ row, l }) => (
              <tr key={l}>
                <th scope="row">{likelihoodName(criteria, l + 1)}</th>
                {row.map((cell, c) => {
                  const keys = cell[stage];
                  const here = at?.likelihood === l + 1 && at.consequence === c + 1;
                  const name = `${l}.${c}`;
                  const band = criteria.bands.find((b) => b.id === cell.band)?.name ?? cell.band;
                  return (
                    <td key={c}>
                      <button
                        type="button"
                        className={classes.matrixCell}
                        {...toneOf(criteria, cell.band)}
                        data-none={keys.length === 0 || undefined}
                        data-here={here || undefined}
                        aria-pressed={chosen === name}
                        title={keys.slice(0, 20).join(", ")}
                        onClick={() => onCell(chosen === name ? undefined : name)}
                      >
                        <VisuallyHidden>
                          {t("matrix.cell", {
                            likelihood: likelihoodName(criteria, l + 1),
                            consequence: consequenceName(criteria, c + 1),
                            band,
                            count: keys.length,
                          })}
                        </VisuallyHidden>
                        <span className={classes.letter} aria-hidden>
                          {letters.get(cell.band)}
                        </span>
                        <span className={classes.count} aria-hidden>
                          {keys.length > 0 ? keys.length : ""}
                        </span>
                        {here && (
                          <span className={classes.here} aria-hidden>
                            {followed?.key}
                          </span>
                        )}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {criteria.consequences.map((_, c) => (
              <th key={c} scope="col">
                {consequenceName(criteria, c + 1)}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
