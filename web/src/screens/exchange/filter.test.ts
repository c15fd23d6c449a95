import { describe, expect, it } from "vitest";
import { countBy, lineOfDifference, lineOfReply, matching, type Filter } from "./filter";
import { loose, threadsOf } from "./threads";
import type { AskedLine, LineDifference, LineState, Package, Reply } from "./types";

const asked = (id: string, more: Partial<AskedLine> = {}): AskedLine => ({
  id,
  number: "CRS-" + id,
  subject: "zone Z-01",
  fr: "FR 1",
  requirement: "SR 1.1",
  title: "Human users",
  verification: "fat",
  ...more,
});
const all: Filter = { search: "", answer: [], subject: [], fr: [], flag: [] };

describe("lines of a reply", () => {
  const state = (id: string, more: Partial<LineState> = {}): LineState => ({
    ...asked(id),
    asks: "Ask each operator who they are.",
    problems: [],
    warnings: [],
    ...more,
  });

  it("are open until they are answered, and an open line has no problem of its own yet", () => {
    const l = lineOfReply(state("1", { problems: ["The line is not answered."] }));
    expect([l.answer, l.flags]).toEqual(["open", []]);
  });

  it("are marked with what the server finds", () => {
    const l = lineOfReply(
      state("1", {
        reply: { line: "1", answer: "deviate" },
        problems: ["Say why."],
        warnings: ["SL-C 1."],
        holdPoint: true,
      }),
    );
    expect(l.flags).toEqual(["problem", "warning", "hold"]);
  });

  it("are found by words of what is asked, by answer, by subject and by mark", () => {
    const lines = [
      lineOfReply(state("1")),
      lineOfReply(
        state("2", { subject: "system", fr: undefined, reply: { line: "2", answer: "comply" }, warnings: ["x"] }),
      ),
    ];
    const found = (f: Partial<Filter>) => matching(lines, { ...all, ...f }).map((l) => l.line.id);
    expect(found({ search: "operator sr 1.1" })).toEqual(["1", "2"]);
    expect(found({ search: "nobody" })).toEqual([]);
    expect(found({ answer: ["open"] })).toEqual(["1"]);
    expect(found({ subject: ["system"] })).toEqual(["2"]);
    expect(found({ fr: ["own"] })).toEqual(["2"]);
    expect(found({ flag: ["warning", "problem"] })).toEqual(["2"]);
    expect([...countBy(lines, (l) => [l.answer])]).toEqual([
      ["open", 1],
      ["comply", 1],
    ]);
  });
});

describe("lines of a difference", () => {
  const line = (more: Partial<LineDifference>) => lineOfDifference({ line: asked("1"), asks: "", why: "", ...more });

  it("wait for the owner's word only where they deviate", () => {
    expect(line({ answer: { line: "1", answer: "comply" } }).flags).toEqual([]);
    expect(line({ answer: { line: "1", answer: "deviate" } }).flags).toEqual(["undecided"]);
    expect(line({ answer: { line: "1", answer: "deviate" }, decided: "refused" }).flags).toEqual(["refused"]);
    expect(line({ since: "changed" })).toMatchObject({ answer: "open", flags: ["changed"] });
  });
});

describe("what answers what", () => {
  const pkg = (id: string, more: Partial<Package>): Package => ({
    id,
    key: "PK-" + id,
    name: id,
    version: 1,
    kind: "requirements",
    direction: "out",
    from: "A",
    digest: "d" + id,
    file: "",
    size: 1,
    state: "sent",
    made: "2026-11-0" + id,
    ...more,
  });
  const packages = [
    pkg("1", {}),
    pkg("2", { kind: "reply", direction: "in", answers: "d1", state: "received" }),
    pkg("3", { kind: "claims", direction: "in", state: "received" }),
    pkg("4", {}),
    pkg("5", { kind: "as-built", direction: "in", answers: "d1", state: "received" }),
  ];

  it("stands under what was asked, oldest first, the newest question first", () => {
    const threads = threadsOf(packages, [], "out");
    expect(threads.map((t) => [t.asked.id, t.answers.map((p) => p.id)])).toEqual([
      ["4", []],
      ["1", ["2", "5"]],
    ]);
    expect(loose(packages, threads).map((p) => p.id)).toEqual(["3"]);
  });

  it("leaves replies that came in to the packages that brought them", () => {
    const reply = (id: string, came?: string): Reply => ({
      id,
      key: id,
      name: id,
      version: 1,
      package: "1",
      came,
      state: "sent",
    });
    expect(threadsOf(packages, [reply("own"), reply("theirs", "2")], "out")[1]?.replies.map((r) => r.id)).toEqual([
      "own",
    ]);
  });
});
