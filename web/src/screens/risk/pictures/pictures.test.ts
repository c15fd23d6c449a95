import { describe, expect, it } from "vitest";
import type { Credit, Criteria, Scenario, ScenarioResult } from "../../../parts/risk/types";
import { bowsOf, holding, layoutOf, size, wrapped } from "./bowtie";
import { axesOf, frame, pathOfCurve } from "./curve";
import { bandLetters } from "./stages";

const credit = (safeguard: number, state: string): Credit => ({
  safeguard,
  name: `CM-0${safeguard + 1}`,
  hackable: false,
  planned: state === "planned",
  state,
  existing: { likelihood: 0, consequence: 0 },
  residual: { likelihood: 0, consequence: 0 },
  why: "",
});

const record = (id: string, more: Partial<Scenario>): Scenario => ({ id, key: id, name: id, version: 1, ...more });

const result = (id: string, zone: string, credits: Credit[] = []) =>
  ({ id, key: id, name: id, subject: { kind: "zone", id: zone }, credits }) as unknown as ScenarioResult;

describe("a bow-tie", () => {
  it("is shared by the scenarios of a zone with the same deviation", () => {
    const records = [
      record("SC-1", { deviation: "Tank overfills" }),
      record("SC-2", { deviation: "tank overfills " }),
      record("SC-3", { deviation: "Tank overfills" }),
      record("SC-4", {}),
      record("SC-5", {}),
    ];
    const results = [
      result("SC-1", "a"),
      result("SC-2", "a"),
      result("SC-3", "b"),
      result("SC-4", "a"),
      result("SC-5", "a"),
    ];
    expect(bowsOf(records, results).map((b) => b.wings.map((w) => w.scenario.key).join("+"))).toEqual([
      "SC-1+SC-2",
      "SC-3",
      "SC-4",
      "SC-5",
    ]);
  });

  it("leaves opportunities out", () => {
    expect(bowsOf([record("SC-1", {})], [{ ...result("SC-1", "a"), opportunity: true }])).toEqual([]);
  });

  it("puts what lowers the likelihood before the event and what lowers the consequence behind it", () => {
    const records = [
      record("SC-1", {
        safeguards: [
          { lowersLikelihood: 1 },
          { lowersConsequence: 1 },
          { lowersLikelihood: 1, lowersConsequence: 1 },
          {},
        ],
      }),
    ];
    const credits = [0, 1, 2, 3].map((i) => credit(i, "counts"));
    const wing = bowsOf(records, [result("SC-1", "a", credits)])[0]?.wings[0];
    expect(wing?.preventive.map((b) => b.name)).toEqual(["CM-01", "CM-03", "CM-04"]);
    expect(wing?.mitigating.map((b) => b.name)).toEqual(["CM-02", "CM-03"]);
  });

  it.each([
    ["counts", "holds"],
    ["planned", "later"],
    ["attacked", "fails"],
    ["shared", "fails"],
    ["life-safety", "fails"],
  ])("shows a barrier that is %s as one that %s", (state, how) => {
    expect(holding(credit(0, state))).toBe(how);
  });

  it("is laid out without overlap, the last preventive barrier nearest to the event", () => {
    const records = [record("SC-1", { safeguards: [{}, {}, {}] }), record("SC-2", { deviation: "" })];
    const [bow] = bowsOf(records, [
      result(
        "SC-1",
        "a",
        [0, 1, 2].map((i) => credit(i, "counts")),
      ),
    ]);
    if (!bow) throw new Error("no bow");
    const at = layoutOf(bow);
    const xs = [0, 1, 2].map((i) => at.preventiveX(i, 3));
    expect(xs[0]).toBeGreaterThanOrEqual(at.causeX + size.box.w);
    expect(xs[1]).toBe((xs[0] ?? 0) + size.barrier.w + size.gap);
    expect((xs[2] ?? 0) + size.barrier.w).toBeLessThan(at.eventX);
    expect(at.mitigatingX(0)).toBeGreaterThan(at.eventX + size.event.w);
    expect(at.consequenceX + size.box.w).toBeLessThan(at.width);
  });

  it("breaks its texts into lines that fit", () => {
    expect(wrapped("Locked safety cabinets with a key switch", 18, 3)).toEqual([
      "Locked safety",
      "cabinets with a",
      "key switch",
    ]);
    expect(wrapped("one two three four five six", 9, 2)).toEqual(["one two", "three…"]);
    expect(wrapped("Donaudampfschifffahrt", 10, 5)).toEqual(["Donaudampf", "schifffahr", "t"]);
  });
});

describe("bands", () => {
  it("are told apart by the fewest letters", () => {
    const bands = ["Low", "Medium", "High", "Extreme", "Minor"].map((name) => ({
      id: name,
      name,
      region: "alarp" as const,
    }));
    expect([...bandLetters({ bands } as unknown as Criteria).values()]).toEqual(["L", "ME", "H", "E", "MI"]);
  });
});

describe("a loss-exceedance curve", () => {
  it("spreads the losses over whole decades and leaves out years without a loss", () => {
    const curve = [
      { loss: 0, probability: 0.99 },
      { loss: 2_000, probability: 0.5 },
      { loss: 900_000, probability: 0.01 },
    ];
    const axes = axesOf(curve);
    expect(axes?.ticks).toEqual([1_000, 10_000, 100_000, 1_000_000]);
    expect(axes?.x(1_000)).toBe(frame.left);
    expect(axes?.y(1)).toBe(frame.top);
    expect(axes && pathOfCurve(curve, axes).split(/[ML]/).length - 1).toBe(2);
  });

  it("has no axes when no year has a loss", () => {
    expect(axesOf([{ loss: 0, probability: 0.5 }])).toBeUndefined();
  });
});
