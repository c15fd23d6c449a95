import { describe, expect, it } from "vitest";
import { programsOf } from "./sets";

describe("what a company answers", () => {
  it("follows from its parts", () => {
    expect(programsOf({ parties: ["service-provider", "product-supplier"] })).toEqual(["development", "services"]);
    expect(programsOf({ parties: ["asset-owner"] })).toEqual(["program"]);
  });

  it("is nothing as long as its part is not known", () => {
    expect(programsOf({})).toEqual([]);
  });
});
