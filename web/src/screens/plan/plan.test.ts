import { describe, expect, it } from "vitest";
import type { RoadmapPlan, RoadmapStep } from "../../api/plan";
import { askOf, formOf, startForm } from "./ask";
import { csvOf } from "./csv";
import { changeOf, complete, emptyDraft, kinds } from "./draft";

const step: RoadmapStep = {
  number: 1,
  id: "meet:zone:z1:SR 1.1",
  name: '=Meet SR 1.1 (Identify and "authenticate", people)',
  subjects: [],
  requirements: ["SR 1.1", "SR 1.3"],
  closes: [
    { subject: { kind: "zone", id: "z1" }, key: "Z-01", requirement: "SR 1.1", state: "unanswered" },
    { subject: { kind: "zone", id: "z1" }, key: "Z-01", requirement: "SR 1.3", state: "unanswered" },
  ],
  levels: [],
  gain: 1,
  worth: 1,
  why: "Nothing closes it for less.",
  cost: 1200.5,
  effort: 2,
  shutdown: true,
  hours: 4,
  sum: { cost: 1200.5, effort: 2, shutdown: true, hours: 4 },
};

describe("a roadmap as a table", () => {
  const text = csvOf({ steps: [step] } as unknown as RoadmapPlan, (name) => name);
  it("quotes what holds commas and names each place once", () => {
    expect(text.split("\r\n")[0]).toBe(
      "number,date,step,closes,requirements,cost,effort,shutdown,hours,gain,sumCost,sumEffort,why",
    );
    expect(text.split("\r\n")[1]).toBe(
      `1,,"'=Meet SR 1.1 (Identify and ""authenticate"", people)",Z-01,SR 1.1; SR 1.3,1200.5,2,1,4,1,1200.5,2,Nothing closes it for less.`,
    );
  });
});

describe("what a roadmap is asked for", () => {
  it("comes back into the form as it was sent", () => {
    const values = {
      ...startForm,
      subjects: ["zone:z1", "conduit:c:1"],
      frs: [{ row: 0, fr: "FR 5", cost: 300, effort: 1, shutdown: true, hours: 4 }],
      windows: [{ row: 0, date: "2027-01-01", hours: 8 }],
      start: "2026-12-01",
    };
    expect(formOf(askOf(values))).toEqual(values);
  });

  it("leaves out what is not filled in", () => {
    const ask = askOf({ ...startForm, windows: [{ row: 0, date: "", hours: 8 }] });
    expect(ask.windows).toEqual([]);
    expect(ask.start).toBeUndefined();
  });
});

describe("a change that is put together", () => {
  it("is not tried out before all of it is chosen", () => {
    for (const kind of kinds) expect(complete(kind, emptyDraft)).toBe(false);
    expect(complete("move-asset", { ...emptyDraft, record: "a1" })).toBe(false);
    expect(complete("move-asset", { ...emptyDraft, record: "a1", zone: "z1" })).toBe(true);
  });

  it("carries only what its kind uses", () => {
    const draft = { ...emptyDraft, record: "cm", value: "existing", name: "x", zones: ["z1"], scenarios: ["s1"] };
    expect(changeOf("set-countermeasure", draft)).toEqual({
      kind: "set-countermeasure",
      record: "cm",
      value: "existing",
    });
    expect(changeOf("add-countermeasure", draft)).toMatchObject({
      countermeasure: { name: "x", state: "existing", zones: ["z1"], key: "" },
      at: [{ scenario: "s1", lowersLikelihood: 1, lowersConsequence: 0 }],
    });
    expect(changeOf("add-countermeasure", { ...draft, wholeSite: true }).countermeasure).not.toHaveProperty("zones");
  });
});
