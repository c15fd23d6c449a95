import { describe, expect, it } from "vitest";
import type { SubjectPosture, Vector } from "../../parts/plant/types";
import { shown } from "./order";

const none: Vector = [0, 0, 0, 0, 0, 0, 0];

function subject(key: string, steps: number, part: Partial<SubjectPosture> = {}): SubjectPosture {
  return {
    subject: { kind: key.startsWith("Z") ? "zone" : "conduit", id: key },
    key,
    name: "",
    safety: false,
    assets: 0,
    target: [2, 2, 2, 2, 2, 2, 2],
    achieved: none,
    capable: null,
    gap: none,
    steps,
    frs: [],
    counts: {} as SubjectPosture["counts"],
    unanswered: 0,
    expiries: [],
    notes: [],
    ...part,
  };
}

const all = [
  subject("Z-10", 3),
  subject("Z-2", 3),
  subject("C-1", 7),
  subject("Z-3", 0),
  subject("Z-4", 0, { target: null, unanswered: 9 }),
];
const keys = (sort: string, part = {}) =>
  shown(all, { standing: "", kind: "", search: "", sort, ...part }).map((s) => s.key);

describe("the order of levels and gaps", () => {
  it("puts the widest gap first and what has no target last", () => {
    expect(keys("gap")).toEqual(["C-1", "Z-2", "Z-10", "Z-3", "Z-4"]);
  });

  it("counts keys as people do", () => {
    expect(keys("key")).toEqual(["Z-2", "Z-3", "Z-4", "Z-10", "C-1"]);
  });

  it("tells no target from a target that is reached", () => {
    expect(keys("gap", { standing: "met" })).toEqual(["Z-3"]);
    expect(keys("gap", { standing: "none" })).toEqual(["Z-4"]);
  });

  it("finds what cannot reach its target with what is installed, and of what no SL-C is known", () => {
    const fr = (capable: number | null) => ({ capable, target: 2 }) as SubjectPosture["frs"][number];
    const known: Vector = [1, 1, 1, 1, 1, 1, 1];
    const some = [
      subject("Z-1", 0, { capable: known, frs: [fr(1)] }),
      subject("Z-2", 0, { capable: known, frs: [fr(2)] }),
      subject("Z-3", 0, { frs: [fr(null)] }),
    ];
    const keysOf = (standing: string) => shown(some, { standing, kind: "", search: "", sort: "key" }).map((s) => s.key);
    expect(keysOf("incapable")).toEqual(["Z-1"]);
    expect(keysOf("unknown")).toEqual(["Z-3"]);
  });

  it("finds what is least known", () => {
    expect(keys("unanswered")[0]).toBe("Z-4");
  });
});
