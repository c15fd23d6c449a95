import { describe, expect, it } from "vitest";
import { columnsOf, startFields, twice } from "../screens/import/fields";
import { localTime, momentOf } from "../screens/history/moments";
import { keyFrom } from "../screens/start/key";
import { agentName } from "./account/agent";
import { differing } from "./differing";
import { formatSize, sinceThen } from "./TimeAgo";
import { fieldName, kindName, verbName } from "./words";

describe("a mapping of columns", () => {
  const sheet = {
    name: "Line 1",
    rows: 3,
    header: 2,
    columns: [
      { index: 0, letter: "A", title: "Kennzeichen", sample: ["PLC-1"], guess: "key" },
      { index: 1, letter: "B", title: "Bemerkung", sample: null },
    ],
  };

  it("begins with what was guessed", () => {
    expect(startFields(sheet, undefined)).toEqual({ 0: "key", 1: "" });
  });

  it("begins with what is stored for the sheet, and then guesses nothing", () => {
    expect(startFields(sheet, { sheet: "Line 1", header: 2, columns: { name: 1 } })).toEqual({ 0: "", 1: "name" });
  });

  it("is sent by field, without the columns left out", () => {
    expect(columnsOf({ 0: "key", 1: "", 2: "ip" })).toEqual({ key: 0, ip: 2 });
  });

  it("takes a field once", () => {
    expect(twice({ 0: "key", 1: "key" })).toBe("key");
    expect(twice({ 0: "key", 1: "", 2: "" })).toBeUndefined();
  });
});

describe("two versions of a record", () => {
  it("differ in fields, not in their version", () => {
    expect(differing({ name: "a", version: 2, tags: ["x"] }, { name: "b", version: 3, tags: ["x"] })).toEqual([
      ["name", "b", "a"],
    ]);
  });

  it("do not differ where one leaves out what the other has empty", () => {
    expect(differing({ name: "a", owner: undefined }, { name: "a" })).toEqual([]);
  });
});

describe("times", () => {
  const now = Date.parse("2026-11-24T12:00:00Z");
  it.each([
    ["2026-11-24T11:59:50Z", "now"],
    ["2026-11-24T11:57:00Z", "3 minutes ago"],
    ["2026-11-23T12:00:00Z", "yesterday"],
    ["2024-11-24T12:00:00Z", "2 years ago"],
  ])("%s is %s", (at, text) => {
    expect(sinceThen(at, now)).toBe(text);
  });

  it("survive the way through an input", () => {
    expect(momentOf(localTime("2026-03-01T08:30:00Z"))).toBe("2026-03-01T08:30:00Z");
    expect(localTime("nonsense")).toBe("");
    expect(momentOf("")).toBe("");
  });
});

describe("words", () => {
  it("name what the server names", () => {
    expect(kindName("conduit")).toBe("Conduit");
    expect(verbName("asset.bulk")).toBe("Assets changed together");
    expect(fieldName("/target/vector/3")).toBe("Target level › Levels › 4");
  });

  it("leave what they do not know as it is", () => {
    expect(kindName("unheard-of")).toBe("unheard-of");
    expect(verbName("risk.accept")).toBe("risk.accept");
  });

  it.each([
    ["Hochland Bottling GmbH", "HBG"],
    ["Brauerei", "BRAUEREI"],
    ["Müller", "MULLER"],
    ["", ""],
  ])("make of %s the key %s", (name, key) => {
    expect(keyFrom(name)).toBe(key);
  });

  it("tell browsers apart", () => {
    expect(agentName("Mozilla/5.0 (iPad; CPU OS 17_0) AppleWebKit Version/17.0 Safari/605.1")).toBe("Safari, iOS");
    expect(agentName("curl/8.5")).toBe("curl/8.5");
  });

  it("give sizes in steps of a thousand", () => {
    expect([12, 3200, 45_000_000].map(formatSize)).toEqual(["12 B", "3.2 kB", "45 MB"]);
  });
});
