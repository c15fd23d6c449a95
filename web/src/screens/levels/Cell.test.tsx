import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FRPosture, Stop } from "../../parts/plant/types";
import { show } from "../../test/show";
import { Cell } from "./Cell";

const stop = (state: Stop["state"]): Stop => ({ requirement: "SR 5.1", title: "", slFrom: 1, state, why: "" });

function fr(part: Partial<FRPosture>): FRPosture {
  return {
    fr: 4,
    id: "FR 5",
    title: "",
    target: 3,
    achieved: 0,
    gap: 3,
    next: 1,
    reason: "",
    capable: null,
    capableReason: "",
    stops: [],
    toTarget: [],
    ...part,
  };
}

function cell(part: Partial<FRPosture>) {
  show(<Cell fr={fr(part)} open={false} chosen={false} controls="reasons" onClick={() => undefined} />);
  return screen.getByRole("button");
}

describe("a cell of levels and gaps", () => {
  it("says level, target and gap in words", () => {
    const name = cell({ toTarget: [stop("not-met")] }).textContent;
    expect(name).toContain("Restricted data flow, SL-A 0, SL-T 3, no SL-C, 3 levels short");
  });

  it("marks what is unanswered, so that it does not pass for a finding", () => {
    const open = cell({ toTarget: [stop("not-met"), stop("unanswered")] });
    expect(open.dataset.open).toBe("true");
    expect(open.textContent).toContain("requirements are unanswered");
  });

  it("does not mark what is answered and simply not met", () => {
    expect(cell({ toTarget: [stop("not-met")] }).dataset.open).toBeUndefined();
  });

  it("shows SL-C beside target and level, and says where the components are not capable of the target", () => {
    const short = cell({ capable: 2 });
    expect(short.textContent).toContain("SL-C 2");
    expect(short.textContent).toContain("the components are not capable of the target");
    expect(short.querySelector("[data-short]")?.textContent).toBe("C 2");
  });

  it("does not say so where the components are capable, or nobody knows", () => {
    expect(cell({ capable: 3 }).querySelector("[data-short]")).toBeNull();
  });

  it("states no gap where no target is set", () => {
    const text = cell({ target: null, gap: 0, stops: [stop("unanswered")] }).textContent;
    expect(text).toContain("No target");
    expect(text).not.toContain("short");
  });
});
