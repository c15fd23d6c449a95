// How requirements stand under their headings, and how sets lead to one another.

import type {
  Crosswalk,
  GlossaryTerm,
  LibraryRequirement,
  Pair,
  RequirementGroup,
  RequirementSet,
  Strength,
} from "./types";

/** A heading with what stands directly under it. */
export interface Branch {
  id: string;
  title: string;
  clause?: string;
  summary?: string;
  depth: number;
  requirements: LibraryRequirement[];
}

/** The headings of a set in their order, each with its own requirements; without empty ones. */
export function branches(set: RequirementSet, shown: LibraryRequirement[]): Branch[] {
  const groups = headings(set);
  const by = new Map<string, LibraryRequirement[]>();
  for (const r of shown) {
    const at = placeOf(r);
    by.set(at, [...(by.get(at) ?? []), r]);
  }
  const all = groups.map((g) => ({
    id: g.id,
    title: g.title,
    clause: g.clause,
    summary: g.summary,
    depth: depthOf(g, groups),
    requirements: by.get(g.id) ?? [],
  }));
  const known = new Set(groups.map((g) => g.id));
  const loose = shown.filter((r) => !known.has(placeOf(r)));
  if (loose.length > 0) all.unshift({ ...top, requirements: loose });
  const full = new Set<string>();
  const parents = new Map(groups.map((g) => [g.id, g.parent ?? ""]));
  for (const b of all) {
    if (b.requirements.length === 0) continue;
    for (let at = b.id; at && !full.has(at); at = parents.get(at) ?? "") full.add(at);
  }
  return all.filter((b) => b.requirements.length > 0 || full.has(b.id));
}

const top = { id: "", title: "", depth: 0, clause: undefined, summary: undefined };

/** The headings of a set; the foundational requirements where it has security levels. */
export function headings(set: RequirementSet): RequirementGroup[] {
  const groups = set.groups ?? [];
  const frs = (set.foundationalRequirements ?? []).map((f) => ({
    id: frHeading(f.fr),
    title: `${f.id} ${f.title}`,
    clause: f.clause,
    summary: f.summary,
  }));
  return [...groups, ...frs];
}

const frHeading = (fr: number) => `FR ${fr + 1}`;

function placeOf(r: LibraryRequirement): string {
  return r.group ?? (r.fr === undefined ? "" : frHeading(r.fr));
}

function depthOf(g: RequirementGroup, groups: RequirementGroup[]): number {
  const parent = groups.find((p) => p.id === g.parent);
  return parent ? depthOf(parent, groups) + 1 : 0;
}

/** The headings above a requirement, from the top. */
export function pathOf(set: RequirementSet, r: LibraryRequirement): RequirementGroup[] {
  const groups = headings(set);
  const path: RequirementGroup[] = [];
  for (let g = groups.find((x) => x.id === placeOf(r)); g; g = groups.find((x) => x.id === g?.parent)) path.unshift(g);
  return path;
}

export interface SetFilter {
  search: string;
  level: string;
  type: string;
  confidence: string;
  group: string;
}

/** Whether a requirement fits the filter; "constraint" asks for what holds at every level. */
export function fitsSet(set: RequirementSet, r: LibraryRequirement, f: SetFilter): boolean {
  if (f.level === "constraint" && (r.slFrom ?? 0) > 0) return false;
  if (f.level && f.level !== "constraint" && !(r.slFrom && r.slFrom <= Number(f.level))) return false;
  if (f.type && r.types && r.types.length > 0 && !r.types.includes(f.type as never)) return false;
  if (f.confidence && (r.confidence ?? "high") !== f.confidence) return false;
  if (f.group && !pathOf(set, r).some((g) => g.id === f.group)) return false;
  return holds(
    `${r.id} ${r.title} ${r.summary ?? ""} ${r.question ?? ""} ${r.evidence ?? ""} ${r.heading ?? ""}`,
    f.search,
  );
}

/** Whether a text has every word of the search, in any order. */
export function holds(text: string, search: string): boolean {
  const within = text.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word));
}

/** The ids by which a crosswalk may speak of a requirement: its own, its headings, its number without the ending. */
export function namesOf(set: RequirementSet, r: LibraryRequirement): string[] {
  const names = [r.id];
  if (r.heading && !r.parent) names.push(r.heading);
  if (set.kind === "provider") names.push(r.id.split(" ")[0] ?? r.id);
  return [...names, ...pathOf(set, r).map((g) => g.id)];
}

/** A requirement of another set that speaks of the same matter. */
export interface Neighbour {
  crosswalk: Crosswalk;
  /** The set at the other end. */
  set: string;
  pair: Pair;
  /** The requirement at the other end. */
  id: string;
  /** How much an answer here settles there. */
  strength: Strength;
  /** The pair speaks of the whole heading and not of the requirement alone. */
  over?: string;
  /** The pair speaks of a requirement that this one serves. */
  step?: string;
}

/** What stands at the other end of every pair of a requirement, rejected pairs last. */
export function neighboursOf(set: RequirementSet, r: LibraryRequirement, crosswalks: Crosswalk[]): Neighbour[] {
  const names = namesOf(set, r);
  const found: Neighbour[] = [];
  for (const crosswalk of crosswalks) {
    for (const pair of crosswalk.pairs) {
      if (crosswalk.from === set.id && names.includes(pair.from)) {
        const over = pair.from === r.id ? undefined : pair.from;
        found.push({ crosswalk, set: crosswalk.to, pair, id: pair.to, strength: pair.strength, over });
      }
      if (crosswalk.to === set.id && names.includes(pair.to)) {
        const over = pair.to === r.id ? undefined : pair.to;
        found.push({ crosswalk, set: crosswalk.from, pair, id: pair.from, strength: turned(pair.strength), over });
      }
    }
  }
  return found.sort((a, b) => Number(a.pair.state === "rejected") - Number(b.pair.state === "rejected"));
}

/** A strength read from the other end. */
export function turned(strength: Strength): Strength {
  if (strength === "superset") return "subset";
  if (strength === "subset") return "superset";
  return strength;
}

/** Finds what an id of a crosswalk speaks of: a requirement, or a heading. */
export function titleIn(set: RequirementSet | undefined, id: string): { title: string; summary?: string } | undefined {
  if (!set) return undefined;
  return set.requirements.find((r) => r.id === id) ?? headings(set).find((g) => g.id === id) ?? byHeading(set, id);
}

function byHeading(set: RequirementSet, id: string) {
  return set.requirements.find(
    (r) => (r.heading === id && !r.parent) || (set.kind === "provider" && r.id.split(" ")[0] === id),
  );
}

/** The term for a word, a synonym or a word of another language. */
export function findTerm(terms: GlossaryTerm[], word: string): GlossaryTerm | undefined {
  const wanted = word.trim().toLowerCase();
  return terms.find((t) => wordsOf(t).some((w) => w.toLowerCase() === wanted));
}

/** Everything by which a term is known. */
export function wordsOf(t: GlossaryTerm): string[] {
  return [t.term, ...(t.also ?? []), ...(t.ja ?? []), ...(t.de ?? [])];
}
