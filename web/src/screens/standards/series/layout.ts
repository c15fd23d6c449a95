// Where the picture of the series puts each standard: the groups in columns, the
// standards beside the series in rows below.

import type { SeriesPack, Standard } from "../../../parts/library/types";

export const box = { width: 154, height: 58 };
const column = 226;
const row = 72;
const head = 30;

export interface Placed {
  standard: Standard;
  x: number;
  y: number;
}

export interface Picture {
  width: number;
  height: number;
  heads: { id: string; title: string; x: number; y: number }[];
  placed: Placed[];
}

export function layout(pack: SeriesPack, shown: Standard[]): Picture {
  const heads: Picture["heads"] = [];
  const placed: Placed[] = [];
  const groups = pack.groups
    .map((group) => ({ group, of: shown.filter((s) => s.group === group.id) }))
    .filter((c) => c.group.id !== "related" && c.of.length > 0);
  // A short group stands below another short one.
  const columns: (typeof groups)[] = [];
  for (const g of groups) {
    const last = columns.at(-1);
    if (last && g.of.length < 3 && last.every((x) => x.of.length < 2)) last.push(g);
    else columns.push([g]);
  }
  let tallest = 0;
  columns.forEach((stack, i) => {
    let y = 0;
    for (const { group, of } of stack) {
      heads.push({ id: group.id, title: group.title, x: i * column, y: y + 18 });
      for (const [j, standard] of of.entries()) placed.push({ standard, x: i * column, y: y + head + j * row });
      y += head + of.length * row;
    }
    tallest = Math.max(tallest, y);
  });
  const beside = shown.filter((s) => s.group === "related");
  const across = Math.max(columns.length, Math.min(5, beside.length));
  let bottom = tallest;
  if (beside.length > 0) {
    const title = pack.groups.find((g) => g.id === "related")?.title ?? "";
    if (columns.length > 0) bottom += 30;
    heads.push({ id: "related", title, x: 0, y: bottom + 18 });
    beside.forEach((standard, i) =>
      placed.push({ standard, x: (i % across) * column, y: bottom + head + Math.floor(i / across) * row }),
    );
    bottom += head + Math.ceil(beside.length / across) * row;
  }
  return { width: Math.max(1, across) * column - (column - box.width), height: bottom, heads, placed };
}

/** The line between two boxes. */
export function line(a: Placed, b: Placed): string {
  const from = { x: a.x, y: a.y + box.height / 2 };
  const to = { x: b.x, y: b.y + box.height / 2 };
  if (a.x === b.x) {
    // In one column the line goes round the boxes between, at their right.
    const out = a.x + box.width;
    const far = out + 18 + Math.min(22, Math.abs(to.y - from.y) / 12);
    return `M${out} ${from.y} C${far} ${from.y} ${far} ${to.y} ${out + 2} ${to.y}`;
  }
  const right = b.x > a.x;
  const start = { x: right ? a.x + box.width : a.x, y: from.y };
  const end = { x: right ? b.x - 2 : b.x + box.width + 2, y: to.y };
  const bend = Math.max(24, Math.abs(end.x - start.x) / 2) * (right ? 1 : -1);
  return `M${start.x} ${start.y} C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
}

/** Where the word of a tie stands: between the columns, at the box that is not the chosen one. */
export function wordAt(chosen: Placed, other: Placed): { x: number; y: number } {
  const gap = column - box.width;
  const right = other.x + box.width + gap / 2;
  return { x: chosen.x < other.x ? other.x - gap / 2 : right, y: other.y + box.height / 2 };
}

/** The nearest box in the direction of an arrow key. */
export function beside(placed: Placed[], at: Placed, key: string): Placed | undefined {
  const ahead: Record<string, (p: Placed) => number> = {
    ArrowUp: (p) => at.y - p.y,
    ArrowDown: (p) => p.y - at.y,
    ArrowLeft: (p) => at.x - p.x,
    ArrowRight: (p) => p.x - at.x,
  };
  const way = ahead[key];
  if (!way) return undefined;
  const upright = key === "ArrowUp" || key === "ArrowDown";
  const far = (p: Placed) => way(p) + 3 * Math.abs(upright ? p.x - at.x : p.y - at.y);
  return placed.filter((p) => way(p) > 0).sort((a, b) => far(a) - far(b))[0];
}

/** A title on the two lines of its box, cut at a word where it is longer. */
export function twoLines(title: string, most = 23): [string, string] {
  const words = title.split(" ");
  let first = words.shift() ?? "";
  while (words[0] !== undefined && first.length + words[0].length < most) first += " " + words.shift();
  let second = words.shift() ?? "";
  while (words[0] !== undefined && second.length + words[0].length < most - 2) second += " " + words.shift();
  return [first, words.length > 0 ? second + " …" : second];
}
