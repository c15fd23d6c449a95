// Where the points of a loss-exceedance curve stand: losses on a logarithmic
// axis, since they spread over decades, probabilities on a plain one.

import type { LossResult } from "../../../parts/risk/types";

export type Curve = LossResult["curve"];

export const frame = { width: 720, height: 320, left: 56, right: 56, top: 14, bottom: 46 };

export interface Axes {
  x: (loss: number) => number;
  y: (probability: number) => number;
  /** Powers of ten within the axis. */
  ticks: number[];
}

/** The axes of a curve; undefined when no year has a loss. */
export function axesOf(curve: Curve): Axes | undefined {
  const losses = curve.map((p) => p.loss).filter((l) => l > 0);
  if (losses.length === 0) return undefined;
  const from = Math.floor(Math.log10(Math.min(...losses)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...losses))));
  const across = frame.width - frame.left - frame.right;
  const down = frame.height - frame.top - frame.bottom;
  return {
    x: (loss) => frame.left + (across * (Math.log10(loss) - from)) / (to - from),
    y: (p) => frame.top + down * (1 - p),
    ticks: Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i)),
  };
}

/** The curve as the path of an SVG; years without a loss have no place on the axis. */
export function pathOfCurve(curve: Curve, axes: Axes): string {
  return curve
    .filter((p) => p.loss > 0)
    .map((p, i) => `${i === 0 ? "M" : "L"} ${axes.x(p.loss).toFixed(1)} ${axes.y(p.probability).toFixed(1)}`)
    .join(" ");
}
