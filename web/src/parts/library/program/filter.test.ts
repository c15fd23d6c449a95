import { describe, expect, it } from "vitest";
import { fits, under, unproven } from "./filter";
import type { ProgramAnswer, ProgramGroup, ProgramVerdict } from "./types";

function answer(part: Partial<ProgramAnswer> = {}, verdict?: Partial<ProgramVerdict>): ProgramAnswer {
  return {
    requirement: { id: "ORG 1.1", group: "SPE 1.1", title: "Roles" },
    verdict: verdict ? ({ state: "met", ...verdict } as ProgramVerdict) : null,
    effective: {
      state: verdict ? (verdict.state ?? "met") : "unanswered",
      countsAs: "not-met",
      holds: false,
      why: "",
    },
    maturity: 0,
    target: null,
    gap: 0,
    why: "",
    ...part,
  };
}

const groups = [{ id: "SPE 1" }, { id: "SPE 1.1", parent: "SPE 1" }, { id: "SPE 2" }] as ProgramGroup[];
const all = { group: "", search: "" };

describe("requirements of a program", () => {
  it("stand under their heading and under those above it", () => {
    expect([...under(groups, "SPE 1")]).toEqual(["SPE 1", "SPE 1.1"]);
    expect(fits(answer(), { ...all, show: "all" }, under(groups, "SPE 1"))).toBe(true);
    expect(fits(answer(), { ...all, show: "all" }, under(groups, "SPE 2"))).toBe(false);
  });

  it("are found by any of their words, and by the reason that was given", () => {
    const a = answer({}, { reason: "The shift books name who does it" });
    expect(fits(a, { ...all, show: "all", search: "shift roles" }, undefined)).toBe(true);
    expect(fits(a, { ...all, show: "all", search: "shift pumps" }, undefined)).toBe(false);
  });

  it("are open while nobody answered, and below target by what the server says", () => {
    expect(fits(answer(), { ...all, show: "open" }, undefined)).toBe(true);
    expect(fits(answer({}, { state: "not-met" }), { ...all, show: "open" }, undefined)).toBe(false);
    expect(fits(answer({ gap: 2 }), { ...all, show: "below" }, undefined)).toBe(true);
  });

  it("lack evidence when the answer says it is there and names no proof", () => {
    expect(unproven(answer({}, {}))).toBe(true);
    expect(unproven(answer({}, { proofs: ["1"] }))).toBe(false);
    expect(unproven(answer({}, { evidence: ["Shift book"] }))).toBe(false);
    expect(unproven(answer({}, { state: "not-met" }))).toBe(false);
    expect(unproven(answer())).toBe(false);
  });
});
