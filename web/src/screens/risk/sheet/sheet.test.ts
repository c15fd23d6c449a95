import { describe, expect, it, vi } from "vitest";
import { Problem } from "../../../api/problem";
import type { Criteria, Scenario } from "../../../parts/risk/types";
import { arrange, filterOf, searchOf } from "./arrange";
import { columnOf, columns, Unread } from "./columns";
import { newRow, type CellText } from "./drafts";
import { lookupOf } from "./lookup";
import { headed, spread, type Pasting } from "./paste";
import { moved, next } from "./selecting";
import { Sheet, type Put, type Server } from "./sheet";
import { fromTSV, toTSV } from "./tsv";

const criteria = {
  id: "c",
  key: "CR-01",
  name: "",
  version: 1,
  consequences: ["Minor", "Serious", "Major"],
  categories: [{ category: "safety", levels: ["First aid", "Lost time", "One death"] }],
  likelihoods: [{ name: "Rare" }, { name: "Possible" }, { name: "Likely" }],
  matrix: [],
  bands: [],
  targets: {},
} as unknown as Criteria;

const look = lookupOf({
  zones: [{ id: "z1", key: "Z-01", name: "Filling", kind: "control", version: 1 }],
  conduits: [{ id: "c1", key: "C-01", name: "Office to filling", from: "z1", to: "z2", version: 1 }],
  assumptions: [{ id: "a1", key: "AS-01", name: "Keys are kept", state: "open", version: 1 }],
  countermeasures: [
    { id: "m1", key: "CM-01", name: "Firewall", layer: "network", kind: "technical", state: "existing", version: 1 },
  ],
  criteria,
});

const scenario = (id: string, part: Partial<Scenario> = {}): Scenario => ({
  id,
  key: id.toUpperCase(),
  name: "Stop",
  version: 1,
  zone: "z1",
  ...part,
});

function write(column: string, text: string, s = scenario("sc-1")): Scenario | Unread {
  const found = columns.find((c) => c.id === column)?.write?.(s, text, look);
  if (!found) throw new Error(column);
  return found;
}

describe("ranges in the clipboard", () => {
  it("are read as spreadsheets write them", () => {
    expect(fromTSV('a\tb\r\n"two\nlines"\t"say ""no"""\r\n')).toEqual([
      ["a", "b"],
      ["two\nlines", 'say "no"'],
    ]);
  });

  it("come back as they went", () => {
    const table = [
      ["plain", "", "tab\there"],
      ['"quoted"', "line\nbreak", '5" pipe'],
    ];
    expect(fromTSV(toTSV(table))).toEqual(table);
  });

  it("may end without a line break", () => {
    expect(fromTSV("a\t")).toEqual([["a", ""]]);
    expect(fromTSV("")).toEqual([]);
  });
});

describe("text in a cell", () => {
  it.each([
    ["safety", "3", 3],
    ["safety", "3 Major", 3],
    ["safety", "major", 3],
    ["safety", "3 Major: One death", 3],
    ["safety", "0", 0],
  ])("%s %s is a level", (column, text, level) => {
    expect((write(column, text) as Scenario).ratings?.safety).toBe(level);
  });

  it("that is empty takes the rating away, and 0 is an explicit none", () => {
    const rated = scenario("sc-1", { ratings: { safety: 2, legal: 1 } });
    expect((write("safety", "", rated) as Scenario).ratings).toEqual({ legal: 1 });
    expect((write("safety", "0", rated) as Scenario).ratings).toEqual({ safety: 0, legal: 1 });
  });

  it.each([
    ["safety", "9"],
    ["node", "Z-99"],
    ["techniques", "T08"],
    ["assumptions", "AS-77"],
    ["due", "31/03/2027"],
    ["due", "2027-02-30"],
    ["threatSource", "aliens"],
    ["causeHackable", "perhaps"],
  ])("%s %s is not understood, and the sentence says so", (column, text) => {
    const out = write(column, text);
    expect(out).toBeInstanceOf(Unread);
    expect((out as Unread).problem).toContain(text.slice(0, 20));
  });

  it("names zones and conduits by key or name", () => {
    expect(write("node", "z-01")).toMatchObject({ zone: "z1", conduit: "" });
    expect(write("node", "C-01 Office to filling")).toMatchObject({ zone: "", conduit: "c1" });
    expect(write("node", "filling")).toMatchObject({ zone: "z1" });
  });

  it("takes days as people write them where they are clear", () => {
    expect(write("due", "31.3.2027")).toMatchObject({ due: "2027-03-31" });
  });

  it("takes techniques with their names, once each", () => {
    expect(write("techniques", "T0855 Unauthorized command; t0831, T0855")).toMatchObject({
      techniques: ["T0855", "T0831"],
    });
  });

  it("keeps the credit of a safeguard that was there", () => {
    const s = scenario("sc-1", { safeguards: [{ countermeasure: "m1", lowersLikelihood: 2 }, { name: "Guard" }] });
    expect((write("safeguards", "Guard; cm-01; Lock", s) as Scenario).safeguards).toEqual([
      { name: "Guard" },
      { countermeasure: "m1", lowersLikelihood: 2 },
      { name: "Lock" },
    ]);
  });
});

describe("a field that the server names", () => {
  it.each([
    ["likelihood", "likelihood"],
    ["ratings.safety", "safety"],
    ["techniques.2", "techniques"],
    ["safeguards.0.reason", "safeguards"],
    ["conduit", "node"],
    ["acceptance.band", undefined],
  ])("%s is in the column %s", (field, column) => {
    expect(columnOf(field)).toBe(column);
  });
});

describe("a pasted table", () => {
  const shown = columns.filter((c) => ["key", "name", "node", "likelihood"].includes(c.id));
  const pasting = (table: string[][], part: Partial<Pasting> = {}): Pasting => ({
    table,
    shown,
    column: 1,
    rows: ["sc-1", "sc-2"],
    height: 1,
    width: 1,
    find: (key) => (key === "SC-2" ? "sc-2" : undefined),
    ...part,
  });

  it("is laid down where the cursor is, and goes on in new rows", () => {
    const out = spread(
      pasting([
        ["A", "Z-01"],
        ["B", "C-01"],
        ["C", "Z-01"],
      ]),
    );
    expect(out.fresh).toBe(1);
    expect(out.cells.map((c) => `${c.row} ${c.column} ${c.text}`)).toEqual([
      "sc-1 name A",
      "sc-1 node Z-01",
      "sc-2 name B",
      "sc-2 node C-01",
      "new:0 name C",
      "new:0 node Z-01",
    ]);
  });

  it("with a header line is found by titles: known keys change, all else is new", () => {
    const out = spread(
      pasting([
        ["Likelihood", "Key", "Scenario", "Colour"],
        ["2", "SC-2", "B", "red"],
        ["3", "", "D", "red"],
      ]),
    );
    expect(out.ignored).toEqual(["Colour"]);
    expect(out.cells).toEqual([
      { row: "sc-2", column: "likelihood", text: "2" },
      { row: "sc-2", column: "name", text: "B" },
      { row: "new:0", column: "likelihood", text: "3" },
      { row: "new:0", column: "key", text: "" },
      { row: "new:0", column: "name", text: "D" },
    ]);
  });

  it("of one value fills the range", () => {
    const out = spread(pasting([["2"]], { column: 3, height: 2 }));
    expect(out.cells.map((c) => c.row)).toEqual(["sc-1", "sc-2"]);
  });

  it("does not make scenarios of empty lines", () => {
    expect(spread(pasting([["A"], [""], [""], ["  "]])).cells.map((c) => c.row)).toEqual(["sc-1", "sc-2"]);
  });

  it("has a header only where most of its titles are known", () => {
    expect(headed(["Zone", "Consequence", "Likelihood"])?.map((c) => c?.id)).toEqual([
      "node",
      "consequence",
      "likelihood",
    ]);
    expect(headed(["Pump stops", "Z-01", "3"])).toBeUndefined();
  });
});

describe("the cursor", () => {
  const size = { rows: 10, columns: 5, page: 4 };
  const at = { row: 3, column: 2 };
  it.each([
    ["ArrowDown", false, { row: 4, column: 2 }],
    ["ArrowDown", true, { row: 9, column: 2 }],
    ["ArrowLeft", true, { row: 3, column: 0 }],
    ["Home", false, { row: 3, column: 0 }],
    ["End", true, { row: 9, column: 4 }],
    ["PageUp", false, { row: 0, column: 2 }],
    ["a", false, undefined],
  ])("goes by %s, far %s, to %o", (key, far, to) => {
    expect(moved(at, key, far, size)).toEqual(to);
  });

  it("goes on in the next row by Tab, and out at the end", () => {
    expect(next({ row: 3, column: 4 }, false, size)).toEqual({ row: 4, column: 0 });
    expect(next({ row: 9, column: 4 }, false, size)).toBeUndefined();
  });
});

/** A server that stores what it is sent, unless it is told to refuse. */
function serve(part: Partial<Server> = {}) {
  const sent: Put[][] = [];
  let seq = 100;
  const server: Server = {
    bulk: (put, dry) => {
      if (!dry) sent.push(put);
      return Promise.resolve({
        entry: ++seq,
        items: put.map(
          (p, i) => ({ ...scenario(p.id ?? `stored-${seq}-${i}`), ...p, version: (p.version ?? 0) + 1 }) as Scenario,
        ),
      });
    },
    undo: vi.fn(() => Promise.resolve(++seq)),
    all: () => Promise.resolve([]),
    ask: () => Promise.resolve("cancel" as const),
    saved: vi.fn(),
    failed: vi.fn(),
    mayUndo: true,
    words: { changed: "changed meanwhile", gone: "gone meanwhile" },
    ...part,
  };
  return { sheet: new Sheet(server), server, sent };
}

const refused = (fields: Record<string, string>) =>
  new Problem(422, {
    detail: "Something is wrong.",
    errors: Object.entries(fields).map(([location, message]) => ({ location: `body/${location}`, message })),
  });

const rows = new Map([scenario("sc-1"), scenario("sc-2")].map((s) => [s.id, s]));
const stored = (id: string) => rows.get(id);
const cell = (row: string, column: string, text: string): CellText => ({ row, column, text });
const waits = (s: Sheet) => [...s.snapshot().drafts.rows.keys()];

describe("the sheet", () => {
  it("stores touched rows in one act, but not the row that is being edited", async () => {
    const { sheet, sent } = serve();
    sheet.enter([cell("sc-1", "likelihood", "2")], stored, look);
    sheet.enter([cell("sc-2", "likelihood", "3")], stored, look);
    await sheet.flush("sc-2");
    expect(sent).toEqual([[expect.objectContaining({ id: "sc-1", version: 1, likelihood: 2 })]]);
    expect(waits(sheet)).toEqual(["sc-2"]);
  });

  it("sends nothing for a row that says again what is stored", async () => {
    const { sheet, sent } = serve();
    sheet.enter([cell("sc-1", "likelihood", "2")], stored, look);
    sheet.enter([cell("sc-1", "likelihood", "")], stored, look);
    await sheet.flush();
    expect(sent).toEqual([]);
  });

  it("makes new scenarios of new rows, without id and version", async () => {
    const { sheet, sent } = serve();
    sheet.enter([cell(newRow(0), "name", "A"), cell(newRow(1), "name", "B")], stored, look, { together: true });
    await sheet.flush();
    expect(sent[0]).toEqual([
      { key: "", name: "A" },
      { key: "", name: "B" },
    ]);
    expect(waits(sheet)).toEqual([]);
  });

  it("applies none of a paste in which one cell is not understood, and has the rest looked at", async () => {
    const bulk = vi.fn<Server["bulk"]>((_, dry) =>
      dry ? Promise.reject(refused({ "put/1/zone": "It plays nowhere." })) : Promise.reject(new Error("sent")),
    );
    const { sheet } = serve({ bulk });
    sheet.enter([cell(newRow(0), "likelihood", "often"), cell(newRow(1), "name", "B")], stored, look, {
      together: true,
    });
    await sheet.flush();
    expect(bulk).not.toHaveBeenCalled();
    await sheet.check();
    const drafts = [...sheet.snapshot().drafts.rows.values()];
    expect(drafts[0]?.raw.likelihood?.text).toBe("often");
    expect(drafts[1]?.refused.node).toBe("It plays nowhere.");
  });

  it("marks the cells that are refused and stores the other rows", async () => {
    let first = true;
    const { sheet, server } = serve();
    const store = server.bulk;
    server.bulk = (put, dry) => {
      if (!first) return store(put, dry);
      first = false;
      return Promise.reject(refused({ "put/1/ratings/safety": "Too high." }));
    };
    sheet.enter([cell("sc-1", "likelihood", "2")], stored, look);
    sheet.enter([cell("sc-2", "safety", "3")], stored, look);
    await sheet.flush();
    expect(waits(sheet)).toEqual(["sc-2"]);
    expect(sheet.snapshot().drafts.rows.get("sc-2")?.refused).toEqual({ safety: "Too high." });
    // A correction sends it again.
    sheet.enter([cell("sc-2", "safety", "2")], stored, look);
    await sheet.flush();
    expect(waits(sheet)).toEqual([]);
  });

  it("keeps the rows while the server is away", async () => {
    const { sheet } = serve({ bulk: () => Promise.reject(Problem.unreachable()) });
    sheet.enter([cell("sc-1", "likelihood", "2")], stored, look);
    await sheet.flush();
    expect(sheet.snapshot().away).toBeInstanceOf(Problem);
    expect(waits(sheet)).toEqual(["sc-1"]);
  });

  it.each([
    ["mine", 2],
    ["theirs", 0],
  ] as const)("lets %s stay when somebody else changed the row", async (choice, likelihood) => {
    const theirs = scenario("sc-1", { version: 5, owner: "Ann" });
    const { sheet, sent, server } = serve({ all: () => Promise.resolve([theirs]), ask: () => Promise.resolve(choice) });
    const store = server.bulk;
    let first = true;
    server.bulk = (put, dry) => {
      if (!first) return store(put, dry);
      first = false;
      return Promise.reject(new Problem(412, { detail: "stale" }));
    };
    sheet.enter([cell("sc-1", "likelihood", "2")], stored, look);
    await sheet.flush();
    expect(waits(sheet)).toEqual([]);
    if (likelihood) expect(sent[0]).toEqual([expect.objectContaining({ id: "sc-1", version: 5, likelihood })]);
    else expect(sent).toEqual([]);
  });

  it("takes back what is not stored cell by cell, and what is by the history", async () => {
    const { sheet, server } = serve();
    sheet.enter([cell("sc-1", "likelihood", "2")], stored, look);
    sheet.enter([cell("sc-1", "owner", "Ann")], stored, look);
    await sheet.undo();
    expect(sheet.snapshot().drafts.rows.get("sc-1")?.now).toMatchObject({ likelihood: 2 });
    expect(sheet.snapshot().drafts.rows.get("sc-1")?.now.owner).toBeUndefined();
    await sheet.redo();
    expect(sheet.snapshot().drafts.rows.get("sc-1")?.now.owner).toBe("Ann");
    await sheet.flush();
    await sheet.undo();
    expect(server.undo).toHaveBeenLastCalledWith(101);
    await sheet.redo();
    expect(server.undo).toHaveBeenLastCalledWith(102);
    expect(sheet.snapshot().canUndo).toBe(true);
  });
});

describe("the arrangement", () => {
  it("stands in the address and comes back from it", () => {
    const f = filterOf({ search: "pump", band: ["high", "none"], above: "1", sort: "-residual" });
    expect(filterOf(searchOf(f))).toEqual(f);
  });

  it("finds by every word in any column, and sorts keys as numbers", () => {
    const list = [scenario("sc-10", { cause: "Pump" }), scenario("sc-2", { owner: "pump team" }), scenario("sc-3")];
    const found = arrange(list, new Map(), filterOf({ search: "pump z-01", sort: "key" }), look);
    expect(found.map((s) => s.id)).toEqual(["sc-2", "sc-10"]);
  });
});
