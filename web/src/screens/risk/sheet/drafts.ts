// Rows that differ from what is stored: edited, pasted or new. Everything here
// is pure; saving stands in useDrafts.

import type { Scenario } from "../../../parts/risk/types";
import { columnOf, columns, Unread, type SheetColumn } from "./columns";
import type { Lookup } from "./lookup";

/** A cell whose text was not understood, with a sentence how to mend it. */
interface RawCell {
  text: string;
  problem: string;
}

export interface Draft {
  id: string;
  /** As it was read; absent for a row that is not stored yet. */
  base?: Scenario;
  now: Scenario;
  raw: Record<string, RawCell>;
  /** What the server refused, by column; "" is the row itself. */
  refused: Record<string, string>;
  /** Rows of one batch are stored together or not at all. */
  batch: string;
  /** Somebody entered something; an inserted row without it is not sent. */
  touched: boolean;
}

export interface Drafts {
  rows: ReadonlyMap<string, Draft>;
  /** Steps back within what is not stored: the rows as they were before. */
  past: Step[];
  future: Step[];
  /** Numbers for rows and batches. */
  count: number;
}

type Step = Map<string, Draft | undefined>;

export const noDrafts: Drafts = { rows: new Map(), past: [], future: [], count: 0 };

export interface CellText {
  /** Id of a stored scenario or of a draft; "" is a new row. */
  row: string;
  column: string;
  text: string;
  /** Where the text was copied from within the worksheet: safeguards then come with their credit. */
  from?: Scenario;
}

/** A new row of one edit: the number is its place among the new rows of the edit. */
export const newRow = (n: number) => `new:${n}`;

export const fresh = (id: string) => id.startsWith("draft-");

const byID = new Map(columns.map((c) => [c.id, c]));

interface Edit {
  cells: CellText[];
  /** The stored scenario of an id. */
  stored: (id: string) => Scenario | undefined;
  look: Lookup;
  /** Stored together or not at all. */
  together?: boolean;
  /** What new rows begin with. */
  blank?: Partial<Scenario>;
}

/** Enters text into cells. New rows get ids; they are told by their place in the edit. */
export function enter(d: Drafts, edit: Edit): { drafts: Drafts; made: string[] } {
  let count = d.count;
  const batch = edit.together ? `batch-${++count}` : "";
  const made = new Map<string, string>();
  const idOf = (row: string) => {
    if (!row.startsWith("new:")) return row;
    let id = made.get(row);
    if (!id) made.set(row, (id = `draft-${++count}`));
    return id;
  };
  const rows = new Map(d.rows);
  const before: Step = new Map();
  for (const cell of edit.cells) {
    const column = byID.get(cell.column);
    const id = idOf(cell.row);
    if (!column?.write) continue;
    const was = rows.get(id) ?? started(id, edit);
    if (!was) continue;
    if (!before.has(id)) before.set(id, rows.get(id));
    rows.set(id, entered(was, column, cell, edit.look, batch || was.batch));
  }
  for (const id of before.keys()) {
    const row = rows.get(id);
    if (row && unchanged(row)) rows.delete(id);
  }
  const past = before.size > 0 ? [...d.past, before] : d.past;
  return { drafts: { rows, past, future: before.size > 0 ? [] : d.future, count }, made: [...made.values()] };
}

function started(id: string, { stored, blank }: Edit): Draft | undefined {
  const base = stored(id);
  if (base) return { id, base, now: base, raw: {}, refused: {}, batch: id, touched: false };
  if (!fresh(id)) return undefined;
  const now = { id: "", version: 0, key: "", name: "", ...blank };
  return { id, now, raw: {}, refused: {}, batch: id, touched: false };
}

function entered(was: Draft, column: SheetColumn, { text, from }: CellText, look: Lookup, batch: string): Draft {
  const raw = { ...was.raw };
  const refused = { ...was.refused };
  delete raw[column.id];
  delete refused[column.id];
  delete refused[""];
  const out =
    from && column.id === "safeguards"
      ? { ...was.now, safeguards: from.safeguards }
      : (column.write?.(was.now, text, look) ?? was.now);
  if (!(out instanceof Unread)) return { ...was, now: out, raw, refused, batch, touched: true };
  raw[column.id] = { text, problem: out.problem };
  return { ...was, raw, refused, batch, touched: true };
}

/** Whether a draft of a stored row says what is stored. */
function unchanged(d: Draft): boolean {
  return d.base !== undefined && Object.keys(d.raw).length === 0 && same(d.base, d.now);
}

function same(a: Scenario, b: Scenario): boolean {
  return JSON.stringify(sent(a)) === JSON.stringify(sent(b));
}

/** A row that is inserted before anything is entered. */
export function insert(d: Drafts, now: Partial<Scenario>, touched: boolean): { drafts: Drafts; id: string } {
  const id = `draft-${d.count + 1}`;
  const row: Draft = {
    id,
    now: { id: "", version: 0, key: "", name: "", ...now },
    raw: {},
    refused: {},
    batch: id,
    touched,
  };
  const rows = new Map(d.rows).set(id, row);
  return { drafts: { rows, past: [...d.past, new Map([[id, undefined]])], future: [], count: d.count + 1 }, id };
}

/** One step back within what is not stored. */
export function stepBack(d: Drafts): Drafts {
  const step = d.past.at(-1);
  if (!step) return d;
  const { rows, other } = swapped(d, step);
  return { ...d, rows, past: d.past.slice(0, -1), future: [...d.future, other] };
}

export function stepForth(d: Drafts): Drafts {
  const step = d.future.at(-1);
  if (!step) return d;
  const { rows, other } = swapped(d, step);
  return { ...d, rows, past: [...d.past, other], future: d.future.slice(0, -1) };
}

function swapped(d: Drafts, step: Step): { rows: Map<string, Draft>; other: Step } {
  const rows = new Map(d.rows);
  const other: Step = new Map();
  for (const [id, row] of step) {
    other.set(id, rows.get(id));
    if (row) rows.set(id, row);
    else rows.delete(id);
  }
  return { rows, other };
}

export function problems(d: Draft): Record<string, string> {
  const raw = Object.fromEntries(Object.entries(d.raw).map(([column, cell]) => [column, cell.problem]));
  return { ...d.refused, ...raw };
}

const broken = (d: Draft) => Object.keys(d.raw).length > 0 || Object.keys(d.refused).length > 0;

/** The rows that can be sent: those whose whole batch has no problem that is known. */
export function ready(d: Drafts, except?: string): Draft[] {
  const stuck = new Set<string>();
  for (const row of d.rows.values()) if (broken(row) || row.id === except) stuck.add(row.batch);
  return [...d.rows.values()].filter((row) => row.touched && !stuck.has(row.batch));
}

/** Rows of batches that hold a cell which was not understood, to have the server look at the rest. */
export function unread(d: Drafts): Draft[] {
  const stuck = new Set<string>();
  for (const row of d.rows.values()) if (Object.keys(row.raw).length > 0) stuck.add(row.batch);
  return [...d.rows.values()].filter((row) => row.touched && stuck.has(row.batch));
}

/** A scenario as it is sent: what is empty is left out. */
export function sent(s: Scenario): Partial<Scenario> {
  return Object.fromEntries(
    Object.entries(s)
      .filter(([, v]) => !(v === "" || v == null || v === false || v === 0 || (Array.isArray(v) && v.length === 0)))
      .filter(([, v]) => !(typeof v === "object" && !Array.isArray(v) && Object.keys(v as object).length === 0))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Marks the cells that the server refused; the rows stay as they are. */
export function refuse(d: Drafts, order: string[], fields: Record<string, string>, otherwise: string): Drafts {
  const rows = new Map(d.rows);
  let marked = false;
  const mark = (id: string | undefined, column: string, problem: string) => {
    const row = id === undefined ? undefined : rows.get(id);
    if (!row) return;
    marked = true;
    rows.set(row.id, { ...row, refused: { ...row.refused, [column]: row.refused[column] ?? problem } });
  };
  for (const [path, problem] of Object.entries(fields)) {
    const [, at = "", field = ""] = /^put\.(\d+)\.?(.*)$/.exec(path) ?? [];
    if (at !== "") mark(order[Number(at)], columnOf(field) ?? "", problem);
  }
  // A refusal of the whole names no field: it stands with every row that was sent.
  if (!marked) for (const id of order) mark(id, "", otherwise);
  return { ...d, rows };
}

/** Takes out the rows that are stored now; what was entered since goes on from there. */
export function stored(d: Drafts, order: Draft[], items: Scenario[]): Drafts {
  const rows = new Map(d.rows);
  order.forEach((was, i) => {
    const item = items[i];
    const row = rows.get(was.id);
    if (!row || !item) return;
    rows.delete(was.id);
    if (row.now === was.now && row.raw === was.raw) return;
    const now = { ...row.now, id: item.id, version: item.version, key: row.now.key || item.key };
    rows.set(item.id, { ...row, id: item.id, base: item, now, batch: item.id });
  });
  // What is stored is taken back by the history from here on.
  const gone = new Set(order.map((o) => o.id));
  const open = (step: Step) => [...step.keys()].every((id) => !gone.has(id));
  return { ...d, rows, past: d.past.filter(open), future: d.future.filter(open) };
}

/** Gives up rows. */
export function discard(d: Drafts, ids: Iterable<string>): Drafts {
  const rows = new Map(d.rows);
  const gone = new Set(ids);
  for (const id of gone) rows.delete(id);
  const open = (step: Step) => [...step.keys()].every((id) => !gone.has(id));
  return { ...d, rows, past: d.past.filter(open), future: d.future.filter(open) };
}

/** Puts a row on a newer version: what it says is stored over that. */
export function rebase(d: Drafts, id: string, theirs: Scenario): Drafts {
  const row = d.rows.get(id);
  if (!row) return d;
  const now = { ...row.now, version: theirs.version, acceptance: theirs.acceptance };
  return { ...d, rows: new Map(d.rows).set(id, { ...row, base: theirs, now, refused: {} }) };
}
