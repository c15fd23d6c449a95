import { describe, expect, it } from "vitest";
import type { TargetProposal } from "../../parts/risk/views";
import { comparedOf, filterOf, fits, nameOf, subjectNamed, unfit } from "./targets";

const proposal = (more: Partial<TargetProposal> = {}) =>
  ({
    subject: { kind: "zone", id: "17" },
    key: "Z-01",
    name: "Filler",
    crossCheck: false,
    vector: [2, 2, 2, 2, 2, 2, 2],
    overall: 2,
    complete: true,
    ...more,
  }) as TargetProposal;

const present = { vector: [1, 1, 1, 1, 1, 1, 1], agrees: false, why: "" } as TargetProposal["present"];

describe("a proposal", () => {
  it("is compared as the server compares it", () => {
    expect(comparedOf(proposal())).toBe("undecided");
    expect(comparedOf(proposal({ present }))).toBe("differs");
    expect(comparedOf(proposal({ present: { ...present, agrees: true } as TargetProposal["present"] }))).toBe("agrees");
  });

  it("is taken as it stands unless it is a cross-check, gives no level or asks for SL 4", () => {
    expect(unfit(proposal())).toBeUndefined();
    expect(unfit(proposal({ crossCheck: true }))).toBe("cross-check");
    expect(unfit(proposal({ vector: null }))).toBe("no-level");
    expect(unfit(proposal({ overall: 4 }))).toBe("owner");
  });

  it("is found by key, kind, difference and what is missing", () => {
    expect(fits(proposal(), filterOf({ search: "fill" }))).toBe(true);
    expect(fits(proposal(), filterOf({ kind: "conduit" }))).toBe(false);
    expect(fits(proposal(), filterOf({ compared: "differs" }))).toBe(false);
    expect(fits(proposal({ complete: false }), filterOf({ incomplete: "1" }))).toBe(true);
  });
});

describe("an address", () => {
  it("names a zone or conduit and nothing else", () => {
    expect(subjectNamed(nameOf({ kind: "conduit", id: "c-1" }))).toEqual({ kind: "conduit", id: "c-1" });
    expect(subjectNamed("site/1")).toBeUndefined();
    expect(subjectNamed("zone/")).toBeUndefined();
  });

  it("keeps a method only if there is one of that name", () => {
    expect(filterOf({ method: "lopa" }).method).toBe("lopa");
    expect(filterOf({ method: "guess" }).method).toBeUndefined();
  });
});
