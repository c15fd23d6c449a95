import { describe, expect, it } from "vitest";
import type { Criteria } from "../../parts/risk/types";
import {
  addConsequence,
  addLikelihood,
  bandAfter,
  depthOf,
  idFrom,
  lettersOf,
  removeAuthority,
  removeBand,
  removeConsequence,
  withCell,
} from "./draft";
import { changedCells, differences } from "./lines";

const draft: Criteria = {
  id: "c",
  version: 1,
  key: "CR-01",
  name: "Three by three",
  consequences: ["Low", "Medium", "High"],
  categories: [{ category: "safety", levels: ["first aid", "hospital", "death"] }],
  likelihoods: [{ name: "Rare" }, { name: "Possible" }, { name: "Likely" }],
  matrix: [
    ["low", "low", "medium"],
    ["low", "medium", "high"],
    ["medium", "high", "high"],
  ],
  bands: [
    { id: "low", name: "Low", region: "acceptable" },
    { id: "medium", name: "Medium", region: "alarp", authority: "pm", acceptMonths: 12 },
    { id: "high", name: "High", region: "intolerable" },
  ],
  authorities: [{ id: "pm", title: "Plant manager" }],
  overrides: [{ name: "Loss", when: { mechanisms: ["loss-of-protection"] }, least: "high" }],
  targets: { byConsequence: [1, 2, 3], byBand: { high: { from: 3, to: 4 } }, tolerablePerYear: [0.1, 0.01, 0.001] },
};

describe("a level of consequence more", () => {
  const c = addConsequence(draft);

  it("is a column, a text for each category and a number for each method more", () => {
    expect(c.consequences).toHaveLength(4);
    expect(c.categories[0]?.levels).toHaveLength(4);
    expect(c.matrix.map((row) => row.length)).toEqual([4, 4, 4]);
    expect(c.targets.byConsequence).toEqual([1, 2, 3, 3]);
    expect(c.targets.tolerablePerYear).toEqual([0.1, 0.01, 0.001, 0.0001]);
  });

  it("can be taken back", () => {
    expect(removeConsequence(c, 3)).toEqual(draft);
  });
});

describe("a draft", () => {
  it("gets a row with a level of likelihood", () => {
    expect(addLikelihood(draft).matrix[3]).toEqual(["medium", "high", "high"]);
  });

  it("leaves what a removed band had to its neighbour", () => {
    const c = removeBand(draft, 2);
    expect(c.matrix.flat()).not.toContain("high");
    expect(c.overrides?.[0]?.least).toBe("medium");
    expect(c.targets.byBand).toEqual({});
  });

  it("takes a removed authority from the bands", () => {
    expect(removeAuthority(draft, 0).bands[1]?.authority).toBeUndefined();
  });

  it("goes round the bands of a cell", () => {
    expect(bandAfter(draft, "low", 1)).toBe("medium");
    expect(bandAfter(draft, "high", 1)).toBe("low");
    expect(bandAfter(draft, "low", -1)).toBe("high");
    expect(bandAfter(draft, "gone", 1)).toBe("low");
  });

  it("gives what is added an id of its own", () => {
    expect(idFrom("Very high", ["very-high"])).toBe("very-high-2");
    expect(idFrom("…", [])).toBe("new");
  });
});

describe("the letters of bands", () => {
  const letters = (...names: string[]) => [...lettersOf(names.map((name, i) => ({ id: String(i), name }))).values()];

  it.each([
    [
      ["Low", "Medium", "High", "Extreme"],
      ["L", "M", "H", "E"],
    ],
    [
      ["Acceptable, monitor", "Acceptable, verify controls", "Undesirable", "Unacceptable, stop"],
      ["AM", "AV", "U", "US"],
    ],
    [
      ["Low", "Lower"],
      ["1", "2"],
    ],
    [
      ["A", "A"],
      ["1", "2"],
    ],
  ])("of %j tell them apart", (names, want) => {
    expect(letters(...names)).toEqual(want);
  });
});

it("the tint of a band is deeper, the higher it stands within its region", () => {
  const bands = [
    { id: "a", name: "A", region: "alarp" as const },
    { id: "b", name: "B", region: "alarp" as const },
    { id: "c", name: "C", region: "intolerable" as const },
  ];
  expect(bands.map((b) => depthOf(bands, b.id))).toEqual([0, 1, 0]);
});

describe("two versions", () => {
  it("differ cell by cell", () => {
    const later = withCell(draft, 2, 0, "high");
    expect([...changedCells(draft, later)]).toEqual(["2/0"]);
    expect(differences(draft, later)).toEqual([
      {
        part: "matrix",
        what: "Likelihood 3 Likely, consequence 1 Low",
        before: "Medium",
        after: "High",
      },
    ]);
  });

  it("differ in nothing when they say the same", () => {
    expect(differences(draft, { ...draft, id: "other", version: 7, key: "CR-02" })).toEqual([]);
  });

  it("tell what was added and what is gone", () => {
    const later = { ...draft, overrides: [], note: "Mended." };
    const found = differences(draft, later);
    expect(found.map((d) => [d.part, d.before === "", d.after === ""])).toEqual([
      ["overrides", false, true],
      ["general", true, false],
    ]);
  });
});
