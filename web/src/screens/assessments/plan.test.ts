import { describe, expect, it } from "vitest";
import type { Assessment } from "../../parts/library/assessment";
import { fits } from "./filter";
import { draftOf, emptyPart, recordOf } from "./plan";
import { answerAt } from "./where";

const yearly = {
  id: "a1",
  site: "s1",
  key: "AM-003",
  name: "Yearly",
  version: 4,
  set: "iec-62443-3-3:2013",
  state: "open",
  lead: "Kim",
  purpose: "Because",
  parts: [{ site: "s1", subjects: [{ kind: "zone", id: "z1" }], assessor: "Kim" }],
} as Assessment;

describe("the plan of an assessment", () => {
  it("begins with all of the site", () => {
    const record = recordOf({ ...draftOf(undefined, "s1"), name: "First" }, "s1", undefined);
    expect(record).toEqual({ key: "", name: "First", set: "iec-62443-3-3:2013", site: "s1", parts: [{ site: "s1" }] });
  });

  it("comes back as it was when nothing is changed", () => {
    expect(JSON.parse(JSON.stringify(recordOf(draftOf(yearly, "s1"), "s1", yearly)))).toEqual(yearly);
  });

  it("forgets what was emptied", () => {
    expect(recordOf({ ...draftOf(yearly, "s1"), purpose: "" }, "s1", yearly).purpose).toBeUndefined();
  });

  it("of several sites belongs to none, and names products without a site", () => {
    const draft = draftOf(undefined, "s1");
    const parts = [emptyPart("s2"), { site: "", subjects: ["product/p1"], assessor: "" }];
    const record = recordOf({ ...draft, scope: "shared", parts }, "s1", undefined);
    expect(record.site).toBeUndefined();
    expect(record.parts).toEqual([{ site: "s2" }, { subjects: [{ kind: "product", id: "p1" }] }]);
  });
});

describe("assessments", () => {
  it("are found by who answers, by state and by set", () => {
    expect(fits(yearly, { q: "kim yearly", state: "open", set: "" })).toBe(true);
    expect(fits(yearly, { q: "", state: "signed", set: "" })).toBe(false);
    expect(fits(yearly, { q: "", state: "", set: "iec-62443-2-1:2024" })).toBe(false);
  });

  it("lead to where each requirement is answered", () => {
    const zone = { kind: "zone" as const, id: "z1" };
    expect(answerAt("iec-62443-3-3:2013", "s1", zone, "SR 1.1")).toEqual({
      to: "/sites/$site/requirements/$kind/$id",
      params: { site: "s1", kind: "zone", id: "z1" },
      search: { requirement: "SR 1.1" },
    });
    expect(answerAt("iec-62443-3-3:2013", "s1", zone).search).toEqual({ state: "unanswered", asked: "true" });
    const site = { kind: "site" as const, id: "s1" };
    expect(answerAt("iec-62443-2-1:2024", "s1", site, "ORG 1.1").to).toBe("/sites/$site/program");
  });
});
