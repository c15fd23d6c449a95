// A table out of the clipboard as text for cells.

import { columns, title, type SheetColumn } from "./columns";
import { newRow, type CellText } from "./drafts";

export interface Pasting {
  table: string[][];
  /** The columns that are shown, and the one that the paste begins at. */
  shown: SheetColumn[];
  column: number;
  /** Ids of the rows from the one that the paste begins at; after them come new rows. */
  rows: string[];
  /** The range that is selected, so that one value fills it. */
  height: number;
  width: number;
  /** The row with a key. */
  find: (key: string) => string | undefined;
}

export interface Pasted {
  cells: CellText[];
  header: boolean;
  /** Titles of the clipboard that name no column. */
  ignored: string[];
  fresh: number;
  rows: number;
}

/**
 * Spreads a table over cells. With a header line the columns are found by their
 * titles, rows by their key, and every other row is new: such a table stands on
 * its own. Without, it is laid down where the cursor is; what goes beyond the
 * last row becomes new rows.
 */
export function spread(p: Pasting): Pasted {
  const table = filled(p.table, p.height, p.width);
  const titles = headed(table[0] ?? []);
  if (titles) return byTitle(p, table, titles);
  const cells: CellText[] = [];
  table.forEach((line, r) => {
    const row = p.rows[r] ?? newRow(r - p.rows.length);
    line.forEach((text, c) => {
      const column = p.shown[p.column + c];
      if (column) cells.push({ row, column: column.id, text });
    });
  });
  return {
    cells: meant(cells),
    header: false,
    ignored: [],
    fresh: Math.max(0, table.length - p.rows.length),
    rows: table.length,
  };
}

function byTitle(p: Pasting, table: string[][], titles: (SheetColumn | undefined)[]): Pasted {
  const cells: CellText[] = [];
  const key = titles.findIndex((c) => c?.id === "key");
  let fresh = 0;
  for (const line of table.slice(1)) {
    const known = key >= 0 && line[key] ? p.find(line[key]) : undefined;
    const row = known ?? newRow(fresh++);
    line.forEach((text, c) => {
      const column = titles[c];
      if (column && !(known && column.id === "key")) cells.push({ row, column: column.id, text });
    });
  }
  const ignored = (table[0] ?? []).filter((text, i) => text.trim() !== "" && !titles[i]);
  return { cells: meant(cells), header: true, ignored, fresh, rows: table.length - 1 };
}

/** One value fills the range that is selected. */
function filled(table: string[][], height: number, width: number): string[][] {
  const [only] = table;
  if (table.length !== 1 || only?.length !== 1 || height * width <= 1) return table;
  return Array.from({ length: height }, () => Array.from({ length: width }, () => only[0] ?? ""));
}

/** Rows in which nothing stands make no new scenario. */
function meant(cells: CellText[]): CellText[] {
  const said = new Set(cells.filter((c) => c.text.trim() !== "").map((c) => c.row));
  return cells.filter((c) => !c.row.startsWith("new:") || said.has(c.row));
}

/** What spreadsheets of others call the columns. */
const aliases: Record<string, string[]> = {
  key: ["id", "no", "no.", "nr", "nr.", "ref", "scenario id", "scenario no", "number"],
  name: ["scenario", "scenario name", "title"],
  node: ["zone", "conduit", "zone or conduit", "zone / conduit", "node", "zone/conduit"],
  deviation: ["deviation", "goal", "deviation / goal", "deviation or goal", "hazard", "guideword"],
  threatSource: ["threat source", "threat", "threat actor", "actor"],
  skill: ["skill", "capability"],
  techniques: ["technique", "techniques", "att&ck", "attack techniques"],
  vulnerability: ["vulnerability", "vulnerabilities", "weakness"],
  cause: ["cause", "causes", "initiating event"],
  causeHackable: ["hackable", "cause hackable", "hackable cause"],
  consequence: ["consequence", "consequences", "effect", "impact"],
  likelihood: ["likelihood", "probability", "frequency", "unmitigated likelihood"],
  safeguards: ["safeguards", "safeguard", "countermeasures", "controls", "barriers"],
  owner: ["owner", "responsible", "risk owner"],
  due: ["due", "due date", "target date", "deadline"],
  treatment: ["treatment", "decision"],
  note: ["note", "notes", "remark", "remarks", "comment", "comments"],
  pha: ["pha", "pha reference", "hazop", "hazop reference", "hazop node"],
};

const byTitleText = new Map<string, SheetColumn>();

function known(text: string): SheetColumn | undefined {
  if (byTitleText.size === 0) {
    for (const c of columns) {
      for (const alias of aliases[c.id] ?? []) byTitleText.set(alias, c);
    }
    for (const c of columns) {
      byTitleText.set(title(c).toLowerCase(), c);
      byTitleText.set(c.id.toLowerCase(), c);
    }
  }
  return byTitleText.get(text.trim().toLowerCase().replace(/\s+/g, " "));
}

/** The columns of a header line; undefined when the line is none. */
export function headed(line: string[]): (SheetColumn | undefined)[] | undefined {
  const said = line.filter((text) => text.trim() !== "");
  const found = line.map(known);
  const count = found.filter(Boolean).length;
  return count >= 2 && count * 2 > said.length ? found : undefined;
}
