import { describe, expect, it } from "vitest";
import type { ClaimAnswer, ComponentAnswer, ComponentPosture } from "../supply";
import { carriedOver, confirming, firstScope, fits, inScope, lacking, toConfirm } from "./answering";

function answer(id: string, slFrom: number, state: string, more: Partial<ClaimAnswer> = {}): ComponentAnswer {
  const holds = state === "met";
  return {
    requirement: { id, title: `About ${id}`, fr: 0, slFrom },
    asked: true,
    effective: { state, countsAs: state, holds } as never,
    verdict: state === "unanswered" ? null : ({ state, ...more } as ClaimAnswer),
  };
}

const posture = {
  constraints: [answer("CCSC 1", 0, "unanswered")],
  answers: [
    answer("CR 1.1", 1, "met", { note: `${carriedOver} PD-001.` }),
    answer("CR 1.2", 1, "met", { note: `${carriedOver} PD-001.` }),
    answer("CR 1.1 RE 1", 2, "unanswered"),
    answer("CR 1.1 RE 2", 3, "not-met", { reason: "no second factor" }),
  ],
} as unknown as ComponentPosture;

const ids = (answers: ComponentAnswer[]) => answers.map((a) => a.requirement.id);

describe("answering for a component", () => {
  it("goes level by level, the constraints apart", () => {
    expect(ids(inScope(posture, "1"))).toEqual(["CR 1.1", "CR 1.2"]);
    expect(ids(inScope(posture, "constraint"))).toEqual(["CCSC 1"]);
    expect(inScope(posture, "all")).toHaveLength(5);
  });

  it("begins at the lowest level with something unanswered", () => {
    expect(firstScope(posture)).toBe("2");
    expect(firstScope({ ...posture, answers: [] })).toBe("all");
  });

  it("shows what a level lacks, with what the levels below lack", () => {
    expect(ids(lacking(posture, 2))).toEqual(["CR 1.1 RE 1"]);
    expect(ids(lacking(posture, 3))).toEqual(["CR 1.1 RE 1", "CR 1.1 RE 2"]);
  });

  it("finds what is left to do", () => {
    const fitting = (left: "open" | "missing" | "confirm") =>
      ids(posture.answers.filter((a) => fits(a, { scope: "all", left, search: "" })));
    expect(fitting("open")).toEqual(["CR 1.1 RE 1"]);
    expect(fitting("missing")).toEqual(["CR 1.1 RE 1", "CR 1.1 RE 2"]);
    expect(fitting("confirm")).toEqual(["CR 1.1", "CR 1.2"]);
  });

  it("confirms what was carried over, once for answers that say the same", () => {
    const carried = posture.answers.filter(toConfirm);
    expect(confirming(carried)).toEqual([
      { requirements: ["CR 1.1", "CR 1.2"], set: expect.objectContaining({ state: "met", note: undefined }) },
    ]);
  });
});
