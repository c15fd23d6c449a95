import { describe, expect, it } from "vitest";
import { branches, findTerm, fitsSet, namesOf, neighboursOf, titleIn, turned, type SetFilter } from "./catalogue";
import type { Crosswalk, RequirementSet } from "./types";

const provider: RequirementSet = {
  id: "iec-62443-2-4:2023",
  kind: "provider",
  standard: "IEC 62443-2-4:2023",
  title: "Service providers",
  version: "1",
  groups: [
    { id: "SP.01", title: "Staffing" },
    { id: "SP.02", title: "Assurance" },
  ],
  requirements: [
    { id: "SP.01.02 BR", group: "SP.01", title: "Training" },
    { id: "SP.01.02 RE(1)", group: "SP.01", parent: "SP.01.02 BR", title: "Work permits", confidence: "low" },
  ],
};

const component: RequirementSet = {
  id: "iec-62443-4-2:2019",
  kind: "component",
  standard: "IEC 62443-4-2:2019",
  title: "Components",
  version: "1",
  foundationalRequirements: [{ fr: 1, id: "FR 2", abbrev: "UC", title: "Use control", clause: "6", summary: "" }],
  requirements: [
    { id: "CCSC 1", title: "Essential functions" },
    { id: "EDR 2.4", fr: 1, title: "Mobile code", slFrom: 1, types: ["embedded-device"], heading: "CR 2.4" },
    { id: "CR 2.1", fr: 1, title: "Authorization", slFrom: 1 },
    { id: "CR 2.1 RE 4", fr: 1, title: "Dual approval", slFrom: 4, parent: "CR 2.1" },
  ],
};

const everything: SetFilter = { search: "", level: "", type: "", confidence: "", group: "" };
const fitting = (set: RequirementSet, part: Partial<SetFilter>) =>
  set.requirements.filter((r) => fitsSet(set, r, { ...everything, ...part })).map((r) => r.id);

describe("the requirements of a set", () => {
  it("stand under their headings, without empty ones", () => {
    expect(branches(provider, provider.requirements).map((b) => b.id)).toEqual(["SP.01"]);
  });

  it("stand under the foundational requirements where there are levels, the common constraints before them", () => {
    expect(branches(component, component.requirements).map((b) => [b.id, b.requirements.length])).toEqual([
      ["", 1],
      ["FR 2", 3],
    ]);
  });

  it("are asked up to a level, or at every one", () => {
    expect(fitting(component, { level: "2" })).toEqual(["EDR 2.4", "CR 2.1"]);
    expect(fitting(component, { level: "constraint" })).toEqual(["CCSC 1"]);
  });

  it("of one component type are those for it and those for all", () => {
    expect(fitting(component, { type: "host-device" })).toEqual(["CCSC 1", "CR 2.1", "CR 2.1 RE 4"]);
  });

  it("are found by confidence, heading and words", () => {
    expect(fitting(provider, { confidence: "low" })).toEqual(["SP.01.02 RE(1)"]);
    expect(fitting(provider, { group: "SP.02" })).toEqual([]);
    expect(fitting(provider, { search: "permits 01.02" })).toEqual(["SP.01.02 RE(1)"]);
  });
});

describe("crosswalks", () => {
  const walk: Crosswalk = {
    id: "anssi-2-4",
    title: "",
    from: "anssi-pa-108:2.0",
    to: provider.id,
    source: "ANSSI",
    direct: true,
    pairs: [
      { from: "R1", to: "SP.01.02", strength: "superset", state: "rejected" },
      { from: "R2", to: "SP.01", strength: "related", state: "suggested" },
      { from: "R3", to: "SP.02", strength: "related", state: "suggested" },
    ],
  };

  it("speak of a requirement by its number, its base or its heading", () => {
    expect(namesOf(provider, provider.requirements[1] as never)).toEqual(["SP.01.02 RE(1)", "SP.01.02", "SP.01"]);
    expect(namesOf(component, component.requirements[1] as never)).toContain("CR 2.4");
    expect(titleIn(component, "CR 2.4")?.title).toBe("Mobile code");
  });

  it("lead to neighbours at the other end, rejected ones last, with the strength read from here", () => {
    const found = neighboursOf(provider, provider.requirements[0] as never, [walk]);
    expect(found.map((n) => [n.id, n.strength, n.over])).toEqual([
      ["R2", "related", "SP.01"],
      ["R1", "subset", "SP.01.02"],
    ]);
  });

  it("turn a strength round and back", () => {
    expect(turned(turned("subset"))).toBe("subset");
    expect(turned("equal")).toBe("equal");
  });
});

describe("a word", () => {
  const terms = [
    { term: "SL-T", also: ["target level"], ja: ["目標セキュリティレベル"], de: ["Ziel-Level"], text: "" },
  ];

  it("is found by any of its names", () => {
    for (const word of ["sl-t", "Target level", "ziel-level", "目標セキュリティレベル"])
      expect(findTerm(terms, word)?.term).toBe("SL-T");
    expect(findTerm(terms, "level")).toBeUndefined();
  });
});
