// A bow-tie out of scenarios: threats and causes at the left with what lowers
// the likelihood, one top event, and consequences at the right with what lowers
// them. Where everything stands is computed here; the SVG only draws it.

import type { Credit, Scenario, ScenarioResult } from "../../../parts/risk/types";

export interface Barrier {
  name: string;
  credit: Credit;
}

export interface Wing {
  scenario: ScenarioResult;
  record: Scenario;
  preventive: Barrier[];
  mitigating: Barrier[];
}

export interface Bow {
  /** Key of the first scenario; it names the bow in the address. */
  key: string;
  topEvent: string;
  wings: Wing[];
}

/** Scenarios of one zone or conduit with the same deviation share a bow; one without a deviation has its own. */
export function bowsOf(records: Scenario[], results: ScenarioResult[]): Bow[] {
  const byID = new Map(records.map((r) => [r.id, r]));
  const bows = new Map<string, Bow>();
  for (const scenario of results) {
    const record = byID.get(scenario.id);
    if (!record || scenario.opportunity) continue;
    const event = record.deviation?.trim() ?? "";
    const at = event
      ? `${scenario.subject.kind}/${scenario.subject.id}/${event.toLowerCase()}`
      : `scenario/${scenario.id}`;
    const bow = bows.get(at) ?? { key: scenario.key, topEvent: event || scenario.name, wings: [] };
    bow.wings.push(wingOf(scenario, record));
    bows.set(at, bow);
  }
  return [...bows.values()];
}

function wingOf(scenario: ScenarioResult, record: Scenario): Wing {
  const wing: Wing = { scenario, record, preventive: [], mitigating: [] };
  for (const credit of scenario.credits) {
    const claimed = record.safeguards?.[credit.safeguard];
    const barrier = { name: credit.name || claimed?.name || "", credit };
    const lowersConsequence = (claimed?.lowersConsequence ?? 0) > 0;
    if (lowersConsequence) wing.mitigating.push(barrier);
    // What claims nothing stands where most safeguards do.
    if (!lowersConsequence || (claimed?.lowersLikelihood ?? 0) > 0) wing.preventive.push(barrier);
  }
  return wing;
}

/** The mark of a barrier: whether it holds today, later, or not. */
export type Holding = "holds" | "later" | "fails";

export function holding(credit: Credit): Holding {
  if (credit.state === "counts") return "holds";
  return credit.state === "planned" ? "later" : "fails";
}

export const holdingSigns: Record<Holding, string> = { holds: "✓", later: "◌", fails: "✕" };

/** Breaks a text into lines of at most so many characters; what does not fit ends in "…". */
export function wrapped(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  const words = text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((w) => chunks(w, width));
  for (const word of words) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  if (line) lines.push(line);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const last = kept[most - 1] ?? "";
  kept[most - 1] = `${last.slice(0, width - 1)}…`;
  return kept;
}

function chunks(word: string, width: number): string[] {
  const parts: string[] = [];
  for (let i = 0; i < word.length; i += width) parts.push(word.slice(i, i + width));
  return parts;
}

export const size = {
  box: { w: 190, h: 84 },
  barrier: { w: 112, h: 84 },
  event: { w: 160, h: 110 },
  gap: 18,
  row: 104,
  edge: 14,
};

export interface Layout {
  width: number;
  height: number;
  /** Middle of each wing's row. */
  rows: number[];
  causeX: number;
  /** Left edge of the i-th preventive barrier; the last stands nearest to the event. */
  preventiveX: (i: number, of: number) => number;
  eventX: number;
  eventY: number;
  mitigatingX: (i: number) => number;
  consequenceX: number;
}

export function layoutOf(bow: Bow): Layout {
  const step = size.barrier.w + size.gap;
  const left = Math.max(1, ...bow.wings.map((w) => w.preventive.length));
  const right = Math.max(1, ...bow.wings.map((w) => w.mitigating.length));
  const rows = bow.wings.map((_, i) => size.edge + size.row * i + size.row / 2);
  const height = Math.max(size.row * bow.wings.length, size.event.h + 20) + 2 * size.edge;
  const shift = (height - size.row * bow.wings.length) / 2 - size.edge;
  const first = size.edge + size.box.w + size.gap;
  const eventX = first + left * step + size.gap;
  const mitigatingX = eventX + size.event.w + 2 * size.gap;
  const consequenceX = mitigatingX + right * step;
  return {
    width: consequenceX + size.box.w + size.edge,
    height,
    rows: rows.map((y) => y + shift),
    causeX: size.edge,
    preventiveX: (i, of) => first + (left - of + i) * step,
    eventX,
    eventY: height / 2,
    mitigatingX: (i) => mitigatingX + i * step,
    consequenceX,
  };
}
