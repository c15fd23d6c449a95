import { useTranslation } from "react-i18next";
import type { Criteria } from "../../../parts/risk/types";
import { riskWord } from "../../../parts/risk/words";
import { holding, holdingSigns, layoutOf, size, wrapped, type Barrier, type Bow, type Wing } from "./bowtie";
import classes from "./pictures.module.css";
import { regionOf } from "./stages";

/** The picture itself; the same stands below it in words. */
export function BowTie({ bow, criteria }: { bow: Bow; criteria: Criteria }) {
  const { t } = useTranslation("targets");
  const at = layoutOf(bow);
  const right = at.eventX + size.event.w;
  return (
    <svg
      viewBox={`0 0 ${at.width} ${at.height}`}
      width={at.width}
      height={at.height}
      className={classes.bowtie}
      role="img"
      aria-label={t("bowtie.alt", { event: bow.topEvent, count: bow.wings.length })}
    >
      {bow.wings.map((wing, i) => {
        const y = at.rows[i] ?? at.eventY;
        return (
          <g key={wing.scenario.id}>
            <path
              className={classes.bowLine}
              d={`M ${at.causeX + size.box.w} ${y} H ${at.eventX - 2 * size.gap} L ${at.eventX + 4} ${at.eventY}`}
            />
            <path
              className={classes.bowLine}
              d={`M ${right - 4} ${at.eventY} L ${right + 2 * size.gap - 8} ${y} H ${at.consequenceX}`}
            />
          </g>
        );
      })}
      {bow.wings.map((wing, i) => {
        const y = at.rows[i] ?? at.eventY;
        return (
          <g key={wing.scenario.id}>
            <Box x={at.causeX} y={y} kind="cause" lines={causeLines(wing, t("bowtie.noCause"))} />
            {wing.preventive.map((b, n) => (
              <BarrierBox key={b.credit.safeguard} x={at.preventiveX(n, wing.preventive.length)} y={y} barrier={b} />
            ))}
            {wing.mitigating.map((b, n) => (
              <BarrierBox key={b.credit.safeguard} x={at.mitigatingX(n)} y={y} barrier={b} />
            ))}
            <Box
              x={at.consequenceX}
              y={y}
              kind="consequence"
              region={regionOf(criteria, wing.scenario.residual.band)}
              lines={[
                ...wrapped(wing.record.consequence || t("bowtie.noConsequence"), 30, 3),
                t("bowtie.residual", {
                  band: criteria.bands.find((b) => b.id === wing.scenario.residual.band)?.name ?? t("bowtie.unrated"),
                }),
              ]}
            />
          </g>
        );
      })}
      <ellipse
        className={classes.bowEvent}
        cx={at.eventX + size.event.w / 2}
        cy={at.eventY}
        rx={size.event.w / 2}
        ry={size.event.h / 2}
      />
      <Lines x={at.eventX + size.event.w / 2} y={at.eventY} lines={wrapped(bow.topEvent, 20, 5)} strong />
    </svg>
  );
}

function causeLines(wing: Wing, none: string): string[] {
  const { record, scenario } = wing;
  const by = [riskWord("causeKind", record.causeKind), riskWord("threatSource", record.threatSource)].filter(Boolean);
  return [`${scenario.key}${by.length > 0 ? ` · ${by.join(", ")}` : ""}`, ...wrapped(record.cause || none, 30, 3)];
}

interface BoxProps {
  x: number;
  y: number;
  kind: "cause" | "consequence";
  region?: string;
  lines: string[];
}

function Box({ x, y, kind, region, lines }: BoxProps) {
  return (
    <g>
      <rect
        className={classes.bowBox}
        data-kind={kind}
        data-region={region}
        x={x}
        y={y - size.box.h / 2}
        width={size.box.w}
        height={size.box.h}
        rx={4}
      />
      <Lines x={x + size.box.w / 2} y={y} lines={lines} />
    </g>
  );
}

function BarrierBox({ x, y, barrier: { name, credit } }: { x: number; y: number; barrier: Barrier }) {
  const how = holding(credit);
  return (
    <g>
      <title>{credit.why}</title>
      <rect
        className={classes.bowBarrier}
        data-holding={how}
        x={x}
        y={y - size.barrier.h / 2}
        width={size.barrier.w}
        height={size.barrier.h}
        rx={2}
      />
      <Lines
        x={x + size.barrier.w / 2}
        y={y}
        lines={[
          ...wrapped(name, 18, 3),
          ...wrapped(`${holdingSigns[how]} ${riskWord("creditState", credit.state)}`, 18, 2),
        ]}
      />
    </g>
  );
}

/** Lines of text around a middle. */
function Lines({ x, y, lines, strong }: { x: number; y: number; lines: string[]; strong?: boolean }) {
  const height = 14;
  const top = y - ((lines.length - 1) * height) / 2;
  return (
    <text className={classes.bowText} data-strong={strong || undefined} textAnchor="middle" dominantBaseline="central">
      {lines.map((line, i) => (
        <tspan key={i} x={x} y={top + i * height}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
