import { describe, expect, it } from "vitest";
import { count, everything, extend, has, nothing, toggle } from "./selection";

const loaded = ["a", "b", "c", "d"];

describe("the selection of assets", () => {
  it("selects one and takes it out again", () => {
    const one = toggle(nothing, "b", loaded);
    expect([...one.ids]).toEqual(["b"]);
    expect(count(toggle(one, "b", loaded), 4)).toBe(0);
  });

  it("extends from the anchor upwards and downwards", () => {
    const from = toggle(nothing, "c", loaded);
    expect([...extend(from, "a", loaded).ids].sort()).toEqual(["a", "b", "c"]);
    expect([...extend(from, "d", loaded).ids].sort()).toEqual(["c", "d"]);
  });

  it("begins a range where none was begun", () => {
    expect(extend(nothing, "b", loaded)).toMatchObject({ anchor: "b", all: false });
  });

  it("counts all that match, also those not loaded", () => {
    expect(count(everything(), 100_000)).toBe(100_000);
    expect(has(everything(), "never loaded")).toBe(true);
  });

  it("leaves the loaded others when one is taken out of all", () => {
    const rest = toggle(everything(), "b", loaded);
    expect(rest.all).toBe(false);
    expect([...rest.ids]).toEqual(["a", "c", "d"]);
  });
});
