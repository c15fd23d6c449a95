import { describe, expect, it } from "vitest";
import { filterOf, narrowed, written } from "./crs";

describe("the filter of the requirements", () => {
  it("is read from the address and written back the same", () => {
    const search = { fr: "FR 5", state: ["met", "partly"], hold: "true", search: "radio", tab: "requirements" };
    const filter = filterOf(search);
    expect(filter.fr).toEqual(["FR 5"]);
    expect(written(filter)).toEqual({ fr: ["FR 5"], state: ["met", "partly"], hold: "true", search: "radio" });
  });

  it("narrows nothing when it is empty", () => {
    expect(narrowed(filterOf({ tab: "requirements" }))).toBe(false);
    expect(narrowed(filterOf({ risk: "SC-001" }))).toBe(true);
  });
});
