import { describe, expect, it } from "vitest";
import type { Product, ProductLevel } from "../../../parts/library/supply";
import { below, blank, fits, nextOf, rank, type ProductFilter } from "./filter";

const today = "2026-11-24";
const product: Product = {
  ...blank,
  id: "1",
  key: "PD-001",
  version: 3,
  vendor: "Veltrona",
  model: "VC 500",
  release: "V2.9.4",
  orderNumbers: ["6ES7-1513"],
  types: ["embedded-device"],
  supportEnds: "2030-10-01",
  securityEnds: "2026-12-01",
  replacedBy: "2",
};
const level = {
  product: "1",
  capable: [1, 2, 2, 2, 2, 2, 2],
  target: [2, 2, 2, 2, 2, 2, 2],
  counts: { unanswered: 3 },
} as unknown as ProductLevel;
const everything: ProductFilter = { search: "", vendor: "", type: "", support: "", claims: "" };
const fitting = (part: Partial<ProductFilter>) => fits(product, level, { ...everything, ...part }, today);

describe("the list of products", () => {
  it("is searched by any of the names of a product, in any order", () => {
    expect(fitting({ search: "1513 veltrona" })).toBe(true);
    expect(fitting({ search: "veltrona 700" })).toBe(false);
  });

  it("finds what loses support or security updates soon", () => {
    expect(fitting({ support: "soon" })).toBe(true);
    expect(fitting({ support: "ended" })).toBe(false);
    expect(fitting({ support: "none" })).toBe(false);
  });

  it("finds what is under its aim, and what is unanswered", () => {
    expect(below(level)).toBe(true);
    expect(fitting({ claims: "below" })).toBe(true);
    expect(fitting({ claims: "open" })).toBe(true);
    expect(fitting({ claims: "none" })).toBe(false);
  });

  it("is sorted by the weakest of the seven levels", () => {
    expect(rank(level)).toBeLessThan(rank({ ...level, capable: [2, 2, 2, 2, 2, 2, 2] }));
    expect(rank(undefined)).toBe(-1);
  });
});

describe("the next release", () => {
  it("keeps the names and leaves out what belongs to the release", () => {
    expect(nextOf(product, "V3")).toMatchObject({
      id: "",
      key: "",
      version: 0,
      vendor: "Veltrona",
      release: "V3",
      types: ["embedded-device"],
      supportEnds: "",
      replacedBy: "",
    });
  });
});
