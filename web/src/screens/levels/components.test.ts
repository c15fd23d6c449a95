import { describe, expect, it } from "vitest";
import { drafts, type Installed } from "./components";

function asset(key: string, vendor: string, model: string, firmware = "", part: Partial<Installed> = {}): Installed {
  return {
    asset: key,
    key,
    name: "",
    vendor,
    model,
    firmware,
    types: ["embedded-device"],
    match: { why: "The library has no product." },
    own: 0,
    capable: [0, 0, 0, 0, 0, 0, 0],
    conditional: false,
    claimed: false,
    requirements: 0,
    holding: 0,
    reason: "",
    ...part,
  };
}

const names = (assets: Installed[], byRelease = true) =>
  drafts(assets, byRelease).made.map((d) => `${d.vendor} ${d.model} ${d.release}: ${d.assets.map((a) => a.key)}`);

describe("products that could be made from assets", () => {
  const two = [
    asset("PLC-1", "Veltrona", "VC 500", "2.9.4"),
    asset("PLC-2", "VELTRONA ", "VC-500", "2.9.4"),
    asset("PLC-3", "Veltrona", "VC 500", "3.0"),
  ];

  it("are one for each vendor, model and firmware, whatever the spelling; the most installed first", () => {
    expect(names(two)).toEqual(["Veltrona VC 500 2.9.4: PLC-1,PLC-2", "Veltrona VC 500 3.0: PLC-3"]);
  });

  it("stand for every firmware where that is asked for", () => {
    expect(names(two, false)).toEqual(["Veltrona VC 500 : PLC-1,PLC-2,PLC-3"]);
  });

  it("keep 2.9 and 29 apart", () => {
    expect(names([asset("A", "V", "M", "2.9"), asset("B", "V", "M", "29")])).toHaveLength(2);
  });

  it("have all the types that their assets have, and name the product of another firmware", () => {
    const [draft] = drafts(
      [
        asset("A", "V", "M", "1", { match: { why: "", near: "p", nearKey: "PD-01" } }),
        asset("B", "V", "M", "1", { types: ["network-device", "embedded-device"] }),
      ],
      true,
    ).made;
    expect(draft?.types).toEqual(["embedded-device", "network-device"]);
    expect(draft?.near).toBe("PD-01");
  });

  it("leave out what says neither who made it nor what it is", () => {
    const { made, left } = drafts([asset("A", "", "M"), asset("B", "V", " ")], true);
    expect(made).toEqual([]);
    expect(left.map((a) => a.key)).toEqual(["A", "B"]);
  });
});
