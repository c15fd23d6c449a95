import { expect, test } from "vitest";
import { filterOf, narrowed, paramsOf, recordLink, searchOf } from "./findings";

test("an address without a state shows what something is to be done about", () => {
  expect(paramsOf(filterOf({})).state).toEqual(["open", "lapsed"]);
  expect(paramsOf(filterOf({ state: "resolved" })).state).toEqual(["resolved"]);
});

test("a filter comes back from its address as it went in", () => {
  const filter = filterOf({
    severity: ["high", "low"],
    rule: "flow-any",
    owner: "none",
    overdue: "true",
    search: "Z-01",
    sort: "-due",
  });
  expect(filterOf(searchOf(filter))).toEqual(filter);
  expect(narrowed(filter)).toBe(true);
});

test("an order alone narrows nothing", () => {
  expect(narrowed(filterOf({ sort: "due" }))).toBe(false);
  expect(searchOf(filterOf({}))).toEqual({});
});

test("a finding leads to the record that it is about", () => {
  const of = (kind: string, key: string, record?: string) => recordLink("s1", { kind, key, record, state: "open" });
  expect(of("asset", "PLC-1", "a1")).toMatchObject({ to: "/sites/$site/assets", search: { asset: "a1" } });
  expect(of("conduit", "C-01", "c1")).toMatchObject({ search: { tab: "conduits", edit: "c1" } });
  expect(of("answer", "conduit C-01 SR 1.1", "c1")).toMatchObject({
    params: { site: "s1", kind: "conduit", id: "c1" },
  });
  expect(of("zone", "Z-01")).toBeUndefined();
});
