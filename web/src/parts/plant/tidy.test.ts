import { describe, expect, it } from "vitest";
import { tidy } from "./tidy";

describe("what a form left empty", () => {
  it("is left out, at any depth", () => {
    const filled = {
      key: " PLC-101 ",
      name: "",
      tags: ["", "line-1"],
      safety: { pl: "", sil: undefined },
      addresses: [{ ip: "" }],
    };
    expect(tidy(filled)).toEqual({ key: "PLC-101", tags: ["line-1"] });
  });

  it("does not take zero for empty: level 0 is a level", () => {
    expect(tidy({ vector: [0, 0, 0, 0, 0, 0, 0], version: 0 })).toEqual({ vector: [0, 0, 0, 0, 0, 0, 0], version: 0 });
  });
});
