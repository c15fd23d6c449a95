import { VisuallyHidden } from "@mantine/core";
import { useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { consequenceName, likelihoodName } from "../../parts/risk/levels";
import "../../parts/risk/risk.css";
import type { Criteria } from "../../parts/risk/types";
import { bandAfter, depthOf, lettersOf } from "./draft";
import { bandName, cellName } from "./lines";
import classes from "./matrix.module.css";

interface Props {
  criteria: Criteria;
  caption: string;
  /** Makes it a lookup that is edited by click and by key. */
  onCell?: (l: number, n: number, band: string) => void;
  /** What is said about cells, by "likelihood/consequence". */
  remarks?: Map<string, string>;
  /** Cells to point out, such as those that differ. */
  marked?: Set<string>;
  /** A picture without the names of levels. */
  small?: boolean;
}

/** The matrix: likelihood upwards, consequence to the right; each cell has its band's colour and letter. */
export function Matrix({ criteria: c, caption, onCell, remarks, marked, small }: Props) {
  const { t } = useTranslation("criteria");
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState({ l: c.matrix.length - 1, n: 0 });
  const [said, setSaid] = useState("");
  const letters = lettersOf(c.bands);
  const rows = c.matrix.map((row, l) => ({ row, l })).reverse();
  const here = { l: Math.min(at.l, c.matrix.length - 1), n: Math.min(at.n, c.consequences.length - 1) };

  const go = (l: number, n: number) => {
    if (l < 0 || n < 0 || l >= c.matrix.length || n >= c.consequences.length) return;
    setAt({ l, n });
    grid.current?.querySelector<HTMLElement>(`[data-cell="${l}/${n}"]`)?.focus();
  };
  const set = (l: number, n: number, band: string | undefined) => {
    if (!band || !onCell) return;
    onCell(l, n, band);
    setSaid(t("cellIs", { cell: cellName(c, l, n), band: bandName(c, band) }));
  };
  const step = (l: number, n: number, by: number) => set(l, n, bandAfter(c, c.matrix[l]?.[n], by));
  const onKey = (e: KeyboardEvent, l: number, n: number) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const letter = [...letters].find(([, x]) => x === e.key.toUpperCase())?.[0];
    const number = /^[1-9]$/.test(e.key) ? c.bands[Number(e.key) - 1]?.id : undefined;
    const moves: Record<string, () => void> = {
      ArrowUp: () => go(l + 1, n),
      ArrowDown: () => go(l - 1, n),
      ArrowLeft: () => go(l, n - 1),
      ArrowRight: () => go(l, n + 1),
      Home: () => go(l, 0),
      End: () => go(l, c.consequences.length - 1),
      Enter: () => step(l, n, e.shiftKey ? -1 : 1),
      " ": () => step(l, n, e.shiftKey ? -1 : 1),
      "+": () => step(l, n, 1),
      "-": () => step(l, n, -1),
    };
    const act = moves[e.key] ?? (letter || number ? () => set(l, n, letter ?? number) : undefined);
    if (!act) return;
    e.preventDefault();
    act();
  };
  const onClick = (e: MouseEvent, l: number, n: number) => {
    setAt({ l, n });
    step(l, n, e.shiftKey ? -1 : 1);
  };

  return (
    <>
      <div
        className="scroll-x"
        {...(small ? {} : { role: "region", "aria-label": caption, tabIndex: onCell ? undefined : 0 })}
      >
        <table
          ref={grid}
          className={classes.matrix}
          data-small={small || undefined}
          role={onCell ? "grid" : undefined}
          aria-label={caption}
        >
          <tbody role={onCell ? "rowgroup" : undefined}>
            {rows.map(({ row, l }) => (
              <tr key={l} role={onCell ? "row" : undefined}>
                {!small && (
                  <th scope="row" role={onCell ? "rowheader" : undefined} title={c.likelihoods[l]?.meaning}>
                    {likelihoodName(c, l + 1)}
                  </th>
                )}
                {row.map((band, n) => {
                  const name = `${l}/${n}`;
                  const remark = remarks?.get(name);
                  return (
                    <td
                      key={n}
                      data-cell={name}
                      data-region={c.bands.find((b) => b.id === band)?.region}
                      data-depth={depthOf(c.bands, band)}
                      data-marked={marked?.has(name) || undefined}
                      data-remark={remark ? true : undefined}
                      title={small ? undefined : [bandName(c, band), remark].filter(Boolean).join(". ")}
                      {...(onCell && {
                        role: "gridcell",
                        tabIndex: here.l === l && here.n === n ? 0 : -1,
                        "aria-label": [t("cellIs", { cell: cellName(c, l, n), band: bandName(c, band) }), remark]
                          .filter(Boolean)
                          .join(". "),
                        onClick: (e: MouseEvent) => onClick(e, l, n),
                        onKeyDown: (e: KeyboardEvent) => onKey(e, l, n),
                        onFocus: () => setAt({ l, n }),
                      })}
                    >
                      {letters.get(band) ?? t("noBand")}
                      {!onCell && !small && <VisuallyHidden>{bandName(c, band)}</VisuallyHidden>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          {!small && (
            <tfoot role={onCell ? "rowgroup" : undefined}>
              <tr role={onCell ? "row" : undefined}>
                <td role={onCell ? "gridcell" : undefined} className={classes.corner}>
                  {t("axes")}
                </td>
                {c.consequences.map((_, n) => (
                  <th key={n} scope="col" role={onCell ? "columnheader" : undefined}>
                    {consequenceName(c, n + 1)}
                  </th>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      {onCell && (
        <VisuallyHidden role="status" aria-live="polite">
          {said}
        </VisuallyHidden>
      )}
    </>
  );
}

/** What the letters of the matrix stand for. */
export function Legend({ criteria: c }: { criteria: Criteria }) {
  const letters = lettersOf(c.bands);
  return (
    <ul className={classes.legend}>
      {[...c.bands].reverse().map((b) => (
        <li key={b.id}>
          <BandLetter criteria={c} band={b.id} letters={letters} /> {b.name}
        </li>
      ))}
    </ul>
  );
}

/** The letter of a band on its colour, as in the cells. */
export function BandLetter({
  criteria: c,
  band,
  letters = lettersOf(c.bands),
}: {
  criteria: Criteria;
  band: string;
  letters?: Map<string, string>;
}) {
  return (
    <span
      className={classes.letter}
      data-region={c.bands.find((b) => b.id === band)?.region}
      data-depth={depthOf(c.bands, band)}
      aria-hidden
    >
      {letters.get(band)}
    </span>
  );
}
