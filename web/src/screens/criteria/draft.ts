// Changing a draft of criteria so that its parts stay of one size: a level more
// is a column, a row, a text and a number more.

import type { Band, Category, Criteria } from "../../parts/risk/types";

export const fewestLevels = 3;
export const mostLevels = 6;

const last = <T>(list: T[]): T | undefined => list[list.length - 1];
const without = <T>(list: T[], at: number): T[] => list.filter((_, i) => i !== at);
const replaced = <T>(list: T[], at: number, value: T): T[] => list.map((x, i) => (i === at ? value : x));

/** Gives one cell of the matrix a band. */
export function withCell(c: Criteria, l: number, n: number, band: string): Criteria {
  return { ...c, matrix: c.matrix.map((row, i) => (i === l ? replaced(row, n, band) : row)) };
}

/** The band that lies so many steps above or below another; at the ends it goes round. */
export function bandAfter(c: Criteria, band: string | undefined, by: number): string {
  const at = c.bands.findIndex((b) => b.id === band);
  const count = c.bands.length;
  return c.bands[at < 0 ? 0 : (at + by + count) % count]?.id ?? "";
}

/** Adds a level of consequence above the others; it begins as a copy of the highest. */
export function addConsequence(c: Criteria): Criteria {
  const { targets } = c;
  return {
    ...c,
    consequences: [...c.consequences, ""],
    categories: c.categories.map((s) => ({ ...s, levels: [...s.levels, ""] })),
    matrix: c.matrix.map((row) => [...row, last(row) ?? ""]),
    targets: {
      ...targets,
      byConsequence: targets.byConsequence?.length
        ? [...targets.byConsequence, last(targets.byConsequence) ?? 1]
        : targets.byConsequence,
      tolerablePerYear: targets.tolerablePerYear?.length
        ? [...targets.tolerablePerYear, significant((last(targets.tolerablePerYear) ?? 0) / 10)]
        : targets.tolerablePerYear,
    },
  };
}

/** A tenth of 0.001 is 0.0001, whatever floating point makes of it. */
function significant(x: number): number {
  return Number(x.toPrecision(6));
}

export function removeConsequence(c: Criteria, at: number): Criteria {
  const { targets } = c;
  return {
    ...c,
    consequences: without(c.consequences, at),
    categories: c.categories.map((s) => ({ ...s, levels: without(s.levels, at) })),
    matrix: c.matrix.map((row) => without(row, at)),
    targets: {
      ...targets,
      byConsequence: targets.byConsequence && without(targets.byConsequence, at),
      tolerablePerYear: targets.tolerablePerYear && without(targets.tolerablePerYear, at),
    },
  };
}

/** Adds a level of likelihood above the others; its row begins as a copy of the highest. */
export function addLikelihood(c: Criteria): Criteria {
  const row = last(c.matrix) ?? c.consequences.map(() => c.bands[0]?.id ?? "");
  return { ...c, likelihoods: [...c.likelihoods, { name: "" }], matrix: [...c.matrix, [...row]] };
}

export function removeLikelihood(c: Criteria, at: number): Criteria {
  return { ...c, likelihoods: without(c.likelihoods, at), matrix: without(c.matrix, at) };
}

export function addCategory(c: Criteria, category: Category): Criteria {
  return { ...c, categories: [...c.categories, { category, levels: c.consequences.map(() => "") }] };
}

/** Adds a band above the others. */
export function addBand(c: Criteria, name: string): Criteria {
  const taken = c.bands.map((b) => b.id);
  const region = last(c.bands)?.region ?? "acceptable";
  return { ...c, bands: [...c.bands, { id: idFrom(name, taken), name, region }] };
}

/** Removes a band; its cells and overrides go to the band below, or above when it was the lowest. */
export function removeBand(c: Criteria, at: number): Criteria {
  const gone = c.bands[at]?.id;
  const heir = (c.bands[at - 1] ?? c.bands[at + 1])?.id ?? "";
  const kept = (id: string) => (id === gone ? heir : id);
  const byBand = Object.entries(c.targets.byBand ?? {}).filter(([id]) => id !== gone);
  return {
    ...c,
    bands: without(c.bands, at),
    matrix: c.matrix.map((row) => row.map(kept)),
    overrides: c.overrides?.map((o) => ({ ...o, least: kept(o.least) })),
    targets: { ...c.targets, byBand: c.targets.byBand && Object.fromEntries(byBand) },
  };
}

export function setBand(c: Criteria, at: number, part: Partial<Band>): Criteria {
  const { [at]: band } = c.bands;
  return band ? { ...c, bands: replaced(c.bands, at, { ...band, ...part }) } : c;
}

/** Adds an authority above the others. */
export function addAuthority(c: Criteria, title: string): Criteria {
  const all = c.authorities ?? [];
  const id = idFrom(
    title,
    all.map((a) => a.id),
  );
  return { ...c, authorities: [...all, { id, title }] };
}

export function removeAuthority(c: Criteria, at: number): Criteria {
  const gone = c.authorities?.[at]?.id;
  return {
    ...c,
    authorities: without(c.authorities ?? [], at),
    bands: c.bands.map((b) => (b.authority === gone ? { ...b, authority: undefined } : b)),
  };
}

/** "Very high" becomes "very-high", with a number when that is taken. */
export function idFrom(name: string, taken: string[]): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "new";
  let id = base;
  for (let n = 2; taken.includes(id); n++) id = `${base}-${n}`;
  return id;
}

/** A draft that begins as a copy of other criteria. */
export function draftFrom(c: Criteria, name: string): Criteria {
  return { ...c, id: "", version: 0, key: "", name, signed: undefined };
}

/**
 * What stands for each band in a cell: the first letter of its name, or the
 * initials of its words, or as many letters as tell it from the others.
 */
export function lettersOf(bands: Pick<Band, "id" | "name">[]): Map<string, string> {
  const first = (b: { name: string; id: string }) => (b.name || b.id).trim();
  const ways = [
    (s: string) => s.slice(0, 1),
    (s: string) =>
      s
        .split(/[^\p{L}\p{N}]+/u)
        .map((w) => w.slice(0, 1))
        .join("")
        .slice(0, 2),
    (s: string) => s.slice(0, 2),
    (s: string) => s.slice(0, 3),
  ];
  const letters = new Map<string, string>();
  bands.forEach((b, i) => {
    const one = ways
      .map((way) => ({ way, text: way(first(b)).toUpperCase() }))
      .find(({ way, text }) => text && bands.every((o, k) => k === i || way(first(o)).toUpperCase() !== text));
    letters.set(b.id, one?.text ?? String(i + 1));
  });
  return letters;
}

/** How deep a band's tint is: its place among the bands of its region, from 0. */
export function depthOf(bands: Band[], id: string): number {
  const band = bands.find((b) => b.id === id);
  return Math.max(
    0,
    bands.filter((b) => b.region === band?.region).findIndex((b) => b.id === id),
  );
}
