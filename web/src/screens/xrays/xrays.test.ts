import { describe, expect, it } from "vitest";
import { filterOf, grouped, mendPlace, narrowed, paramsOf, searchOf, type XRay } from "./xrays";

const xray = {
  id: "xray-answer-unproven/z1/iec-62443-3-3:2013/FR 1",
  kind: "answer",
  area: "answers",
  state: "open",
  screen: "answers",
  records: [
    { kind: "answer", id: "z1", key: "zone Z-01 FR 1" },
    { kind: "zone", id: "z1", key: "Z-01" },
  ],
  set: "iec-62443-3-3:2013",
  requirements: ["SR 1.1", "SR 1.2"],
} as XRay;

describe("an X-ray", () => {
  it("of an answer is mended beside its subject, at the first requirement", () => {
    expect(mendPlace("s1", xray)).toMatchObject({
      to: "/sites/$site/requirements/$kind/$id",
      params: { site: "s1", kind: "zone", id: "z1" },
      search: { requirement: "SR 1.1" },
    });
  });

  it("of an answer in another set is mended in the security program", () => {
    expect(mendPlace("s1", { ...xray, set: "iec-62443-2-1:2024" })).toMatchObject({ to: "/sites/$site/program" });
  });

  it("that is resolved leads nowhere", () => {
    expect(mendPlace("s1", { ...xray, state: "resolved" })).toBeUndefined();
  });
});

describe("the list", () => {
  it("asks for what something is to be done about, by area", () => {
    expect(paramsOf(filterOf({}))).toEqual({ sort: "area", state: ["open", "lapsed"] });
  });

  it("keeps its filter in the address", () => {
    const search = { area: ["levels"], owner: "none", overdue: "true" };
    expect(searchOf(filterOf(search))).toEqual(search);
    expect(narrowed(filterOf(search))).toBe(true);
  });

  it("is grouped by area unless another order is asked for", () => {
    const level = { ...xray, id: "2", area: "levels" } as XRay;
    expect(grouped([xray, level], "").map((g) => g.area)).toEqual(["answers", "levels"]);
    expect(grouped([xray, level], "due")).toHaveLength(1);
  });
});
