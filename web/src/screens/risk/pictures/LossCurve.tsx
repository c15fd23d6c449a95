import { Button, Text } from "@mantine/core";
import { FileDown } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../../parts/TimeAgo";
import { axesOf, frame, pathOfCurve, type Curve } from "./curve";
import classes from "./pictures.module.css";
import { save, standalone } from "./svgFile";

const shares = [0, 0.25, 0.5, 0.75, 1];

/** With which probability a year costs at least so much; the points stand in a table below. */
export function LossCurve({ curve }: { curve: Curve }) {
  const { t } = useTranslation("targets");
  const picture = useRef<SVGSVGElement>(null);
  const axes = axesOf(curve);
  if (!axes) return <Text size="sm">{t("loss.noCurve")}</Text>;
  const bottom = frame.height - frame.bottom;
  return (
    <>
      <svg
        ref={picture}
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        className={classes.curve}
        role="img"
        aria-label={t("loss.curveAlt")}
      >
        {shares.map((p) => (
          <g key={p}>
            <line
              className={classes.grid}
              x1={frame.left}
              x2={frame.width - frame.right}
              y1={axes.y(p)}
              y2={axes.y(p)}
            />
            <text className={classes.tick} x={frame.left - 8} y={axes.y(p)} textAnchor="end" dominantBaseline="central">
              {t("loss.percent", { percent: p * 100 })}
            </text>
          </g>
        ))}
        {axes.ticks.map((loss) => (
          <g key={loss}>
            <line className={classes.grid} x1={axes.x(loss)} x2={axes.x(loss)} y1={frame.top} y2={bottom} />
            <text className={classes.tick} x={axes.x(loss)} y={bottom + 16} textAnchor="middle">
              {formatNumber(loss)}
            </text>
          </g>
        ))}
        <text className={classes.tick} x={(frame.left + frame.width) / 2} y={frame.height - 6} textAnchor="middle">
          {t("loss.xAxis")}
        </text>
        <path className={classes.lossLine} d={pathOfCurve(curve, axes)} />
        {curve
          .filter((p) => p.loss > 0)
          .map((p) => (
            <circle
              key={p.probability}
              className={classes.lossPoint}
              cx={axes.x(p.loss)}
              cy={axes.y(p.probability)}
              r={3}
            >
              <title>{t("loss.point", { percent: p.probability * 100, loss: formatNumber(Math.round(p.loss)) })}</title>
            </circle>
          ))}
      </svg>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<FileDown size={14} aria-hidden />}
        onClick={() => picture.current && save("annual-loss.svg", standalone(picture.current))}
      >
        {t("bowtie.download")}
      </Button>
      <details className={classes.points}>
        <summary>{t("loss.points")}</summary>
        <table className={classes.pointTable}>
          <thead>
            <tr>
              <th scope="col">{t("loss.probability")}</th>
              <th scope="col">{t("loss.atLeast")}</th>
            </tr>
          </thead>
          <tbody>
            {curve.map((p) => (
              <tr key={p.probability}>
                <td>{t("loss.percent", { percent: formatNumber(p.probability * 100) })}</td>
                <td>{formatNumber(Math.round(p.loss))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
