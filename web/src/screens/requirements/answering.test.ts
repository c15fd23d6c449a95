import { describe, expect, it } from "vitest";
import type { Verdict } from "../../parts/plant/types";
import { alike } from "./answering";

const verdict = (requirement: string, part: Partial<Verdict> = {}): Verdict => ({
  id: "v-" + requirement,
  subject: { kind: "zone", id: "z1" },
  set: "iec-62443-3-3:2013",
  requirement,
  state: "met",
  assessor: "Jonas",
  version: 3,
  ...part,
});

describe("copying answers", () => {
  it("sends each answer once, for all requirements that have it", () => {
    const groups = alike([
      verdict("SR 1.1"),
      verdict("SR 1.2", { state: "partly", reason: "two of five" }),
      verdict("SR 1.3", { assessor: "Mara", assessedOn: "2026-11-02" }),
    ]);
    expect(groups.map((g) => g.requirements)).toEqual([["SR 1.1", "SR 1.3"], ["SR 1.2"]]);
  });

  it("takes neither the assessor nor the subject along: whoever copies answers for it", () => {
    const [group] = alike([verdict("SR 1.1")]);
    expect(group?.set).toEqual({ state: "met" });
    expect(Object.keys(group?.set ?? {})).not.toContain("assessor");
  });
});
