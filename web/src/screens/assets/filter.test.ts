import { describe, expect, it } from "vitest";
import { choiceOf, filterOf, narrowed, nextSort, searchOf } from "./filter";

describe("the filter of the asset list", () => {
  it("reads the same from the address that it writes", () => {
    const search = {
      search: "10.20",
      zone: ["z1", "none"],
      criticality: ["4", "5"],
      owner: ["Mara"],
      sort: "-criticality",
    };
    expect(searchOf(filterOf(search))).toEqual(search);
  });

  it("takes one value and several alike", () => {
    expect(filterOf({ zone: "none" }).zone).toEqual(["none"]);
    expect(filterOf({ zone: ["a", "b"] }).zone).toEqual(["a", "b"]);
  });

  it("leaves what belongs to the drawer out of the filter", () => {
    expect(narrowed(filterOf({ asset: "a1", sort: "name" }))).toBe(false);
    expect(narrowed(filterOf({ role: "plc" }))).toBe(true);
  });

  it("names assets for a bulk change by numbers and without an order", () => {
    expect(choiceOf(filterOf({ criticality: ["0", "5"], sort: "name", owner: "Mara" }))).toEqual({
      criticality: [0, 5],
      owner: "Mara",
    });
    expect(choiceOf(filterOf({}))).toEqual({});
  });

  it("turns a column's order up, down and off", () => {
    expect(nextSort("", "name")).toBe("name");
    expect(nextSort("name", "name")).toBe("-name");
    expect(nextSort("-name", "name")).toBe("");
    expect(nextSort("-name", "vendor")).toBe("vendor");
  });
});
