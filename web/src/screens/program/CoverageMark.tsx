import { Check, CircleDashed, CircleHelp, Unlink, X, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import library from "../../parts/library/library.module.css";
import { countOf, coverageStates, type CoverageCounts, type CoverageState, type Holding } from "./coverage";
import classes from "./coverage.module.css";

const icons: Record<CoverageState, LucideIcon> = {
  full: Check,
  partly: CircleDashed,
  not: X,
  open: CircleHelp,
  "no-pair": Unlink,
};

const tones: Partial<Record<CoverageState, string>> = { full: "good", partly: "doubt", not: "doubt", open: "open" };

/** How far a requirement is settled: a sign and its name. */
export function CoverageMark({ state }: { state: CoverageState }) {
  const { t } = useTranslation("program");
  const Icon = icons[state];
  return (
    <span className={library.mark} data-tone={tones[state]}>
      <Icon size={13} aria-hidden />
      <span>{t(`coverage.${state}`)}</span>
    </span>
  );
}

const ofHolding: Record<Holding, CoverageState> = {
  holds: "full",
  partly: "partly",
  not: "not",
  unanswered: "open",
  "not-applicable": "full",
};

/** Whether something holds. */
export function HoldingMark({ holds }: { holds: Holding }) {
  const { t } = useTranslation("program");
  const state = ofHolding[holds];
  const Icon = icons[state];
  return (
    <span className={library.mark} data-tone={tones[state]}>
      <Icon size={13} aria-hidden />
      <span>{t(`holding.${holds}`)}</span>
    </span>
  );
}

interface Props {
  counts: CoverageCounts;
  chosen?: string;
  /** Makes the counts a choice of what is listed. */
  onChoose?: (state: CoverageState | undefined) => void;
}

/** How many requirements are settled, partly, or not; each count chooses its lines. */
export function CoverageBar({ counts, chosen, onChoose }: Props) {
  const { t } = useTranslation("program");
  const said = coverageStates.map((s) => t("coverage.count", { count: countOf(counts, s), state: t(`coverage.${s}`) }));
  return (
    <div>
      <div className={classes.bar} role="img" aria-label={said.join(", ")}>
        {coverageStates.map((s) => (
          <span key={s} data-state={s} style={{ flexGrow: countOf(counts, s) }} hidden={countOf(counts, s) === 0} />
        ))}
      </div>
      <div className={classes.counts} role="group" aria-label={t("coverage.filter")}>
        {coverageStates.map((s) => {
          const inside = (
            <>
              <strong className="numbers">{countOf(counts, s)}</strong> <CoverageMark state={s} />
            </>
          );
          return onChoose ? (
            <button
              key={s}
              type="button"
              className={classes.count}
              aria-pressed={chosen === s}
              onClick={() => onChoose(chosen === s ? undefined : s)}
            >
              {inside}
            </button>
          ) : (
            <span key={s} className={classes.count}>
              {inside}
            </span>
          );
        })}
      </div>
    </div>
  );
}
