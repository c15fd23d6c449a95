// What a roadmap is asked for while it is filled in, and what of it is sent.

import type { OutageWindow, Price, RoadmapAsk, RoadmapPlan } from "../../api/plan";

export interface PricedFR extends Price {
  /** Keeps rows apart while they are edited. */
  row: number;
  fr: string;
}

export interface AskValues {
  /** "zone:id" or "conduit:id"; none are all below their target. */
  subjects: string[];
  price: Price;
  frs: PricedFR[];
  dayRate: number;
  hourRate: number;
  effortPerWeek: number;
  start: string;
  windows: (OutageWindow & { row: number })[];
}

export const noPrice: Price = { cost: 0, effort: 0, shutdown: false, hours: 0 };

export const startForm: AskValues = {
  subjects: [],
  price: { ...noPrice, cost: 1000, effort: 2 },
  frs: [],
  dayRate: 0,
  hourRate: 0,
  effortPerWeek: 5,
  start: "",
  windows: [],
};

function priceOf({ cost, effort, shutdown, hours }: Price): Price {
  return { cost, effort, shutdown, hours: shutdown ? hours : 0 };
}

export function askOf(v: AskValues): RoadmapAsk {
  return {
    subjects: v.subjects.map((s) => {
      const [kind = "", ...id] = s.split(":");
      return { kind: kind === "conduit" ? "conduit" : "zone", id: id.join(":") };
    }),
    costs: {
      default: priceOf(v.price),
      frs: Object.fromEntries(v.frs.filter((f) => f.fr !== "").map((f) => [f.fr, priceOf(f)])),
    },
    dayRate: v.dayRate,
    hourRate: v.hourRate,
    effortPerWeek: v.effortPerWeek,
    ...(v.start && { start: v.start }),
    windows: v.windows.filter((w) => w.date !== "").map(({ date, hours }) => ({ date, hours })),
  };
}

/** The form as it was when a roadmap was asked for. */
export function formOf(ask: RoadmapAsk): AskValues {
  return {
    subjects: (ask.subjects ?? []).map((s) => `${s.kind}:${s.id}`),
    price: ask.costs?.default ?? noPrice,
    frs: Object.entries(ask.costs?.frs ?? {}).map(([fr, price], row) => ({ row, fr, ...price })),
    dayRate: ask.dayRate ?? 0,
    hourRate: ask.hourRate ?? 0,
    effortPerWeek: ask.effortPerWeek ?? 0,
    start: ask.start ?? "",
    windows: (ask.windows ?? []).map((w, row) => ({ row, ...w })),
  };
}

/** A number for a row that no other row has. */
export function nextRow(rows: { row: number }[]): number {
  return Math.max(-1, ...rows.map((r) => r.row)) + 1;
}

/** What is kept of a plan: without the levels after every single step, which the stairs tell by date. */
export function keptOf(plan: RoadmapPlan) {
  return {
    ...plan,
    steps: plan.steps.map(({ closes, levels: _, ...step }) => ({
      ...step,
      closes: closes.map(({ key, requirement }) => ({ key, requirement })),
    })),
  };
}
