/** Which assets are selected: those named, or all that the filter finds, also those not loaded yet. */
export interface Selection {
  all: boolean;
  ids: ReadonlySet<string>;
  /** Where a range begins that is extended with Shift. */
  anchor: string | undefined;
}

export const nothing: Selection = { all: false, ids: new Set(), anchor: undefined };

export function has(s: Selection, id: string): boolean {
  return s.all || s.ids.has(id);
}

export function count(s: Selection, total: number): number {
  return s.all ? total : s.ids.size;
}

/** Selects an asset or takes it out. Taking one out of "all" leaves the others that are loaded. */
export function toggle(s: Selection, id: string, loaded: string[]): Selection {
  const ids = new Set(s.all ? loaded : s.ids);
  if (!ids.delete(id)) ids.add(id);
  return { all: false, ids, anchor: id };
}

/** Selects everything from the anchor to an asset, in the order of the list. */
export function extend(s: Selection, id: string, loaded: string[]): Selection {
  const from = s.anchor === undefined ? -1 : loaded.indexOf(s.anchor);
  const to = loaded.indexOf(id);
  if (from < 0 || to < 0) return { all: false, ids: new Set([...s.ids, id]), anchor: id };
  const range = loaded.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { all: false, ids: new Set([...s.ids, ...range]), anchor: s.anchor };
}

export function everything(): Selection {
  return { all: true, ids: new Set(), anchor: undefined };
}
