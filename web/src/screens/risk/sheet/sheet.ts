// What is entered into the worksheet and how it gets to the server: rows are
// stored when one leaves them, all of a paste or none of it.

import { Problem } from "../../../api/problem";
import type { Choice, Versions } from "../../../parts/Conflict";
import type { Scenario } from "../../../parts/risk/types";
import {
  discard,
  enter,
  insert,
  noDrafts,
  ready,
  rebase,
  refuse,
  sent,
  stepBack,
  stepForth,
  stored,
  unread,
  type CellText,
  type Draft,
  type Drafts,
} from "./drafts";
import type { Lookup } from "./lookup";

/** A scenario to put; without an id it is a new one. */
export type Put = Partial<Scenario> & { key: string; name: string };

/** What the sheet needs of the server and the page around it. */
export interface Server {
  bulk: (put: Put[], dry: boolean) => Promise<{ entry: number; items: Scenario[] }>;
  /** Undoes an entry of the history and answers with the entry that it left, 0 for none. */
  undo: (entry: number) => Promise<number>;
  all: () => Promise<Scenario[]>;
  ask: (versions: Versions) => Promise<Choice>;
  saved: (items: Scenario[]) => void;
  failed: (problem: unknown) => void;
  /** Whether entries of the history may be undone. */
  mayUndo: boolean;
  /** What is said of a row that somebody else changed or deleted meanwhile. */
  words: { changed: string; gone: string };
}

export interface Snapshot {
  drafts: Drafts;
  /** What was stored from here: the list that the page reads follows a moment later. */
  kept: ReadonlyMap<string, Scenario>;
  saving: number;
  /** Why nothing gets through: the server is away. */
  away: unknown;
  canUndo: boolean;
  canRedo: boolean;
}

export class Sheet {
  private now: Snapshot = {
    drafts: noDrafts,
    kept: new Map(),
    saving: 0,
    away: undefined,
    canUndo: false,
    canRedo: false,
  };
  private readonly listeners = new Set<() => void>();
  private running: Promise<void> = Promise.resolve();
  private past: number[] = [];
  private future: number[] = [];

  constructor(private readonly server: Server) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = () => this.now;

  private tell(part: Partial<Snapshot>) {
    const next = { ...this.now, ...part };
    const canUndo = next.drafts.past.length + this.past.length > 0;
    const canRedo = next.drafts.future.length + this.future.length > 0;
    this.now = { ...next, canUndo, canRedo };
    for (const listener of this.listeners) listener();
  }

  private set(drafts: Drafts) {
    this.tell({ drafts });
  }

  /** Enters text into cells; answers with the ids of new rows. */
  enter(
    cells: CellText[],
    stored: (id: string) => Scenario | undefined,
    look: Lookup,
    options: { together?: boolean; blank?: Partial<Scenario> } = {},
  ): string[] {
    const { drafts, made } = enter(this.now.drafts, { cells, stored, look, ...options });
    this.future = [];
    this.set(drafts);
    return made;
  }

  insert(now: Partial<Scenario>, touched: boolean): string {
    const { drafts, id } = insert(this.now.drafts, now, touched);
    this.set(drafts);
    return id;
  }

  discard(ids: Iterable<string>) {
    this.set(discard(this.now.drafts, ids));
  }

  /** Stores what can be stored, except the row that is still being edited. */
  flush(except?: string): Promise<void> {
    this.running = this.running.then(() => this.store(except));
    return this.running;
  }

  /** Has the server look at rows that cannot be sent yet, so that all problems are told at once. */
  async check(): Promise<void> {
    const rows = unread(this.now.drafts);
    if (rows.length === 0) return;
    try {
      await this.server.bulk(rows.map(putOf), true);
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 422) {
        const order = rows.map((r) => r.id);
        if (Object.keys(problem.fields).length > 0) this.set(refuse(this.now.drafts, order, problem.fields, ""));
      } else this.server.failed(problem);
    }
  }

  private async store(except?: string): Promise<void> {
    // Each round stores, or marks at least one batch so that it is not sent again.
    for (;;) {
      const rows = ready(this.now.drafts, except);
      if (rows.length === 0) return;
      this.tell({ saving: rows.length, away: undefined });
      try {
        const out = await this.server.bulk(rows.map(putOf), false);
        this.tell({ saving: 0 });
        if (out.entry && this.server.mayUndo) this.past.push(out.entry);
        this.server.saved(out.items);
        const kept = new Map(this.now.kept);
        for (const item of out.items) kept.set(item.id, item);
        this.tell({ kept, drafts: stored(this.now.drafts, rows, out.items) });
      } catch (problem) {
        this.tell({ saving: 0 });
        if (!(await this.settle(problem, rows))) return;
      }
    }
  }

  /** Deals with a refusal; whether it is worth another round. */
  private async settle(problem: unknown, rows: Draft[]): Promise<boolean> {
    if (!(problem instanceof Problem) || problem.passing || problem.status === 401) {
      this.tell({ away: problem });
      return false;
    }
    if (problem.stale || problem.status === 404) return this.merge(rows, problem);
    let order = rows.map((r) => r.id);
    if (problem.status === 409) {
      // A key that is taken names the row by its sentence only.
      const meant = rows.filter((r) => r.now.key && problem.message.includes(r.now.key)).map((r) => r.id);
      if (meant.length > 0) order = meant;
    }
    this.set(refuse(this.now.drafts, order, problem.fields, problem.message));
    return true;
  }

  /** Somebody else changed a row meanwhile: both versions are shown, and one stays. */
  private async merge(rows: Draft[], problem: Problem): Promise<boolean> {
    let all: Scenario[];
    try {
      all = await this.server.all();
    } catch (other) {
      this.tell({ away: other });
      return false;
    }
    const now = new Map(all.map((s) => [s.id, s]));
    let found = false;
    for (const row of rows) {
      if (!row.base) continue;
      const theirs = now.get(row.base.id);
      if (theirs?.version === row.base.version) continue;
      found = true;
      const choice = theirs && (await this.server.ask({ mine: row.now, theirs }));
      if (theirs && choice === "mine") this.set(rebase(this.now.drafts, row.id, theirs));
      else if (theirs && choice === "theirs") this.set(discard(this.now.drafts, [row.id]));
      else {
        const text = theirs ? this.server.words.changed : this.server.words.gone;
        this.set(refuse(this.now.drafts, [row.id], {}, text));
      }
    }
    if (!found) {
      const order = rows.map((r) => r.id);
      this.set(refuse(this.now.drafts, order, {}, problem.message));
    }
    return true;
  }

  /** Tries again what the server refused as it is, such as after a conflict. */
  again(ids: Iterable<string>): Promise<void> {
    const rows = new Map(this.now.drafts.rows);
    for (const id of ids) {
      const row = rows.get(id);
      if (row) rows.set(id, { ...row, refused: {} });
    }
    this.set({ ...this.now.drafts, rows });
    return this.flush();
  }

  /** Takes back the last thing that was entered; what is stored by an undo in the history. */
  async undo(): Promise<void> {
    await this.running;
    if (this.now.drafts.past.length > 0) return this.set(stepBack(this.now.drafts));
    const entry = this.past.pop();
    if (entry !== undefined) await this.revert(entry, this.future);
  }

  async redo(): Promise<void> {
    await this.running;
    if (this.now.drafts.future.length > 0) return this.set(stepForth(this.now.drafts));
    const entry = this.future.pop();
    if (entry !== undefined) await this.revert(entry, this.past);
  }

  /** Remembers an entry that another part of the screen left, such as the drawer. */
  left(entry: number) {
    if (entry === 0 || !this.server.mayUndo) return;
    this.past.push(entry);
    this.future = [];
    this.tell({});
  }

  private async revert(entry: number, onto: number[]) {
    this.tell({ saving: 1 });
    try {
      const left = await this.server.undo(entry);
      if (left) onto.push(left);
    } catch (problem) {
      this.server.failed(problem);
    }
    this.tell({ saving: 0 });
  }
}

function putOf(row: Draft): Put {
  const { version, ...rest } = sent(row.now);
  const put: Put = { ...rest, key: row.now.key, name: row.now.name };
  return row.base ? { ...put, id: row.base.id, version } : put;
}
