import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { show } from "../../../test/show";
import { begun, counts, waits, type ZoneComparison } from "./comparison";
import { DecisionCell } from "./DecisionCell";

function zone(part: Partial<ZoneComparison>): ZoneComparison {
  return {
    zone: "z1",
    key: "Z-01",
    name: "Filler",
    state: "within",
    worstCases: ["WC-01"],
    consequence: 1,
    likelihood: 5,
    why: "",
    standing: "none",
    says: "Nobody has decided yet.",
    ...part,
  };
}

const stop = {
  id: "d",
  version: 3,
  key: "ZC-01",
  name: "",
  zone: "z1",
  decision: "stop",
  rationale: "Small.",
} as const;

function cell(z: ZoneComparison, mayEdit = true) {
  show(<DecisionCell of={z} mayEdit={mayEdit} onDecide={() => undefined} onWithdraw={() => undefined} />);
  return screen.queryAllByRole("button").map((b) => b.getAttribute("aria-label"));
}

describe("the decision on a zone", () => {
  it("begins with the detailed assessment, which is always allowed", () => {
    expect(begun(zone({}))).toMatchObject({ id: "", zone: "z1", decision: "detailed" });
  });

  it("begins with what was decided before", () => {
    expect(begun(zone({ decision: stop, standing: "stale" }))).toBe(stop);
  });

  it("is counted where it is missing or out of date", () => {
    const zones = [zone({}), zone({}), zone({ standing: "stale", decision: stop }), zone({ standing: "stands" })];
    expect(counts(zones)).toEqual({ open: 2, stale: 1 });
    expect(zones.map(waits)).toEqual([1, 1, 0, 2]);
  });

  it("is offered where there is none", () => {
    expect(cell(zone({}))).toEqual(["Decide on Z-01"]);
    expect(screen.getByText("Not decided")).toBeTruthy();
  });

  it("is marked in words when it is out of date, with the rationale that it had", () => {
    const offered = cell(zone({ decision: stop, standing: "stale", says: "Decide again." }));
    expect(offered).toEqual(["Change the decision on Z-01", "Withdraw the decision on Z-01"]);
    expect(screen.getByText("Out of date")).toBeTruthy();
    expect(screen.getByText("Small.")).toBeTruthy();
  });

  it("says its rationale once while it stands", () => {
    cell(zone({ decision: stop, standing: "stands", says: "No detailed assessment, as decided by Ann: Small." }));
    expect(screen.getByText("Stops here")).toBeTruthy();
    expect(screen.queryByText("Small.")).toBeNull();
  });

  it("is only shown to whoever may not edit", () => {
    expect(cell(zone({ decision: stop, standing: "stands" }), false)).toEqual([]);
  });
});
