import { describe, expect, it } from "vitest";
import { binderOf, filterOf, followed, later, narrowed, paramsOf, previews, searchOf } from "./evidence";

describe("the filter of the evidence", () => {
  it("stands in the address and comes back from it", () => {
    const search = { q: "restore", state: "stale", within: "30" };
    expect(searchOf(filterOf(search))).toEqual({
      ...Object.fromEntries(Object.keys(searchOf(filterOf({}))).map((k) => [k, undefined])),
      ...search,
    });
  });

  it("asks for what ends within the days, from today on", () => {
    const params = paramsOf(filterOf({ within: "30" }), "2026-11-24");
    expect(params).toMatchObject({ from: "2026-11-24", until: "2026-12-24" });
  });

  it("asks for what ended with yesterday at the latest", () => {
    const params = paramsOf(filterOf({ within: "past" }), "2026-03-01");
    expect(params).toMatchObject({ from: undefined, until: "2026-02-28" });
  });

  it("is not narrowed by the set alone, which only says where a requirement is looked for", () => {
    expect(narrowed(filterOf({ set: "iec-62443-3-3:2013" }))).toBe(false);
    expect(narrowed(filterOf({ requirement: "SR 1.1" }))).toBe(true);
  });
});

describe("the binder", () => {
  it("has the sections of an auditor first and those of the organisation last", () => {
    const binder = binderOf({ sections: { policies: 2, "water quality": 1, "": 4 } });
    expect(binder[0]).toEqual({ section: "scope and boundary", count: 0 });
    expect(binder.find((b) => b.section === "policies")?.count).toBe(2);
    expect(binder.at(-1)).toEqual({ section: "water quality", count: 1 });
  });
});

describe("a link of an evidence", () => {
  it("is followed only where the browser does no more than open it", () => {
    expect(followed("https://dms.example/1")).toBe("https://dms.example/1");
    expect(followed("javascript:alert(1)")).toBeUndefined();
    expect(followed("DMS QB-SOP-03")).toBeUndefined();
  });
});

it("shows pictures, PDF and text, and nothing that could hold script", () => {
  expect(["application/pdf", "image/png", "text/plain"].every(previews)).toBe(true);
  expect(["text/html", "image/svg+xml", "application/octet-stream"].some(previews)).toBe(false);
});

it("counts days over the end of a month", () => {
  expect(later("2024-02-28", 2)).toBe("2024-03-01");
});
