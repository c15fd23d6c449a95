import { describe, expect, it } from "vitest";
import type { Crosswalk, Standard } from "../../parts/library/types";
import { decided, shownPairs } from "./crosswalks/pairs";
import { beside, layout, twoLines } from "./series/layout";
import { fitsParty, forWhom, isFound } from "./series/series";

const part: Standard = {
  id: "IEC 62443-3-3",
  title: "System security requirements and security levels",
  group: "system",
  isa: "ANSI/ISA-62443-3-3 (99.03.03)-2013",
  names: ["ISA-99.03.03"],
  roles: ["service-provider", "asset-owner"],
  about: "",
};
const other: Standard = { ...part, id: "IEC 62443-4-2", isa: "ANSI/ISA-62443-4-2-2018", names: [], about: "of 3-3" };
const iso: Standard = { id: "ISO/IEC 27001", title: "ISMS", group: "related", about: "" };

describe("a standard", () => {
  it("is found by the number of either publisher, and nothing else is", () => {
    for (const search of ["3-3", "62443-3-3", "IEC 62443-3-3:2013", "ISA-62443-3-3", "isa 62443-3-3"]) {
      expect([part, other, iso].filter((s) => isFound(s, search))).toEqual([part]);
    }
    expect([part, other, iso].filter((s) => isFound(s, "ISA-99.03.03"))).toEqual([part]);
    expect([part, other, iso].filter((s) => isFound(s, "27001"))).toEqual([iso]);
  });

  it("concerns the parties it names, and everybody where it names none", () => {
    expect(fitsParty(part, "product-supplier", [])).toBe(false);
    expect(fitsParty(part, "mine", ["product-supplier", "asset-owner"])).toBe(true);
    expect(fitsParty(iso, "product-supplier", [])).toBe(true);
  });

  it("is shown by whom the organisation is, until somebody chooses", () => {
    expect(forWhom("", ["asset-owner"])).toBe("mine");
    expect(forWhom("", [])).toBe("all");
    expect(forWhom("all", ["asset-owner"])).toBe("all");
  });
});

describe("the picture of the series", () => {
  const pack = {
    version: "1",
    groups: [
      { id: "system", title: "System", about: "" },
      { id: "related", title: "Beside", about: "" },
    ],
    parts: [part, other],
    related: [iso],
    references: [],
    corrections: [],
  };

  it("puts groups in columns and the others below, and arrow keys lead between them", () => {
    const { placed } = layout(pack, [part, other, iso]);
    const [first, second, third] = placed;
    expect(first?.x).toBe(second?.x);
    expect(third?.y).toBeGreaterThan(second?.y ?? 0);
    expect(first && beside(placed, first, "ArrowDown")).toBe(second);
    expect(first && beside(placed, first, "ArrowUp")).toBeUndefined();
  });

  it("puts a title on two lines and cuts it at a word", () => {
    expect(twoLines("Terminology, concepts and models")).toEqual(["Terminology, concepts", "and models"]);
    expect(twoLines(part.title)).toEqual(["System security", "requirements and …"]);
  });
});

describe("the pairs of a crosswalk", () => {
  const walk: Crosswalk = {
    id: "x",
    title: "",
    from: "a",
    to: "b",
    source: "",
    direct: true,
    pairs: [
      { from: "A.10", to: "B.1", strength: "superset", state: "suggested" },
      { from: "A.9", to: "B.2", strength: "related", state: "rejected" },
    ],
  };
  const all = { search: "", state: "", strength: "" };

  it("are ordered by number and read from either end", () => {
    expect(shownPairs(walk, false, {}, all).map((s) => s.left)).toEqual(["A.9", "A.10"]);
    expect(shownPairs(walk, true, {}, { ...all, strength: "subset" }).map((s) => s.right)).toEqual(["A.10"]);
  });

  it("are stored in the crosswalk's own direction", () => {
    const [, pair] = shownPairs(walk, false, {}, all);
    const turned = shownPairs(walk, true, {}, all).filter((s) => s.id === pair?.id);
    expect(decided(turned, { strength: "subset" }, true)[0]).toMatchObject({
      strength: "superset",
      state: "confirmed",
    });
  });

  it("keep a rejection when only the strength is set", () => {
    const [rejected] = shownPairs(walk, false, {}, { ...all, state: "rejected" });
    expect(decided(rejected ? [rejected] : [], { strength: "equal" }, false)[0]?.state).toBe("rejected");
  });
});
