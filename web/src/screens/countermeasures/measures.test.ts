import { describe, expect, it } from "vitest";
import type { Countermeasure } from "../../parts/risk/types";
import { blank, copyOf, filterOf, fits } from "./measures";

const firewall: Countermeasure = {
  id: "1",
  version: 4,
  key: "CM-04",
  name: "Firewall FW-401",
  layer: "perimeter",
  kind: "technical",
  state: "existing",
  zones: ["z1"],
  placedIn: "z4",
  dependencies: [{ kind: "account-store", name: "QB domain" }],
  requirements: ["SR 5.1"],
  testedOn: "2026-05-19",
  evidence: "Review",
};

describe("a countermeasure", () => {
  it.each([
    [{ search: "fw-401 domain" }, true],
    [{ search: "sr 5.1" }, true],
    [{ search: "badge" }, false],
    [{ layer: "network" }, false],
    [{ zone: "z1" }, true],
    [{ zone: "z4" }, true],
    [{ zone: "z2" }, false],
    [{ state: "existing", kind: "technical" }, true],
  ])("is found by %j: %s", (search, found) => {
    expect(fits(firewall, filterOf(search))).toBe(found);
  });

  it("of the whole site is found in every zone", () => {
    expect(fits({ ...firewall, wholeSite: true }, filterOf({ zone: "z2" }))).toBe(true);
  });

  it("is copied without its key and without what was shown of the other", () => {
    const copy = copyOf(firewall, "Firewall FW-401 (copy)");
    expect([copy.id, copy.key, copy.version]).toEqual(["", "", 0]);
    expect([copy.testedOn, copy.evidence]).toEqual([undefined, undefined]);
    expect(copy.dependencies).toEqual(firewall.dependencies);
  });

  it("begins as a proposal for the layer and zone it was asked for", () => {
    expect(blank("physical", "z1")).toMatchObject({
      layer: "physical",
      kind: "physical",
      state: "proposed",
      zones: ["z1"],
    });
    expect(blank().zones).toEqual([]);
  });
});
