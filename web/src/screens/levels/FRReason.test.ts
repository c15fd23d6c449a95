import { describe, expect, it } from "vitest";
import type { Answer, FRPosture } from "../../parts/plant/types";
import { uncarried } from "./FRReason";

const answer = (id: string, fr: number, slFrom: number, holds: boolean) =>
  ({ requirement: { id, fr, slFrom }, carry: { requirement: id, holds, by: "components", why: "" } }) as Answer;

const answers = [
  answer("SR 1.1", 0, 1, true),
  answer("SR 1.2", 0, 2, false),
  answer("SR 1.3", 0, 3, false),
  answer("SR 2.1", 1, 2, false),
];
const of = (capable: number | null) => uncarried({ fr: 0, capable } as FRPosture, answers).map((a) => a.requirement.id);

describe("what stands in the way of SL-C", () => {
  it("is what the server says is not carried, up to the next level of the same requirement", () => {
    expect(of(1)).toEqual(["SR 1.2"]);
    expect(of(2)).toEqual(["SR 1.2", "SR 1.3"]);
  });

  it("is nothing where no SL-C can be stated, or the answers are not read yet", () => {
    expect(of(null)).toEqual([]);
    expect(uncarried({ fr: 0, capable: 1 } as FRPosture, undefined)).toEqual([]);
  });
});
