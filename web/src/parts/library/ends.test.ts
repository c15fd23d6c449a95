import { describe, expect, it } from "vitest";
import { nearness } from "./ends";

describe("a last day", () => {
  it("is still good on the day itself and past the day after", () => {
    expect(nearness("2026-11-24", "2026-11-24")).toEqual({ is: "soon", days: 0 });
    expect(nearness("2026-11-23", "2026-11-24").is).toBe("ended");
  });

  it("is near within half a year", () => {
    expect(nearness("2027-05-23", "2026-11-24")).toEqual({ is: "soon", days: 180 });
    expect(nearness("2027-05-24", "2026-11-24").is).toBe("far");
  });

  it("is nothing where none is known", () => {
    expect(nearness(undefined, "2026-11-24").is).toBe("none");
  });
});
