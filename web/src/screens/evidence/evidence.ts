// The filter of the evidence as it stands in the address, and as the server reads it.

import type { Params } from "../../api/api";
import { sections, type EvidencePage } from "../../parts/library/evidence";
import { text } from "../../parts/search";
import type { Search } from "../../router";

export interface EvidenceFilter {
  q: string;
  section: string;
  kind: string;
  state: string;
  confidentiality: string;
  zone: string;
  set: string;
  requirement: string;
  /** Counts until a day within so many days, "30"; "past" is until yesterday. */
  within: string;
  made: string;
  unused: string;
  /** "yes" leaves out what belongs to all sites. */
  own: string;
}

const names = [
  "q",
  "section",
  "kind",
  "state",
  "confidentiality",
  "zone",
  "set",
  "requirement",
  "within",
  "made",
  "unused",
  "own",
] as const satisfies (keyof EvidenceFilter)[];

export function filterOf(search: Search): EvidenceFilter {
  return Object.fromEntries(names.map((name) => [name, text(search[name])])) as unknown as EvidenceFilter;
}

/** The filter as it stands in the address: what is empty is left out. */
export function searchOf(filter: EvidenceFilter): Search {
  return Object.fromEntries(names.map((name) => [name, filter[name] || undefined]));
}

/** The filter as the server reads it on a day. */
export function paramsOf({ within, unused, own, made, ...rest }: EvidenceFilter, today: string): Params {
  const days = Number(within);
  return {
    ...rest,
    from: days > 0 ? today : undefined,
    until: within === "past" ? later(today, -1) : days > 0 ? later(today, days) : undefined,
    made: made ? "any" : undefined,
    unused: unused ? "true" : undefined,
    own: own ? "true" : undefined,
  };
}

export function narrowed(filter: EvidenceFilter): boolean {
  return names.some((name) => name !== "set" && filter[name] !== "");
}

/** A day so many days later, as "2026-11-24". */
export function later(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The sections of the binder with how much each holds; the organisation's own sections come last. */
export function binderOf(page: Pick<EvidencePage, "sections"> | undefined): { section: string; count: number }[] {
  const held = page?.sections ?? {};
  const known: string[] = [...sections];
  const own = Object.keys(held).filter((s) => s !== "" && !known.includes(s));
  return [...known, ...own.sort()].map((section) => ({ section, count: held[section] ?? 0 }));
}

/** An address that may be followed; anything else is the number or path of a document. */
export function followed(link: string): string | undefined {
  return /^https?:\/\//i.test(link) ? link : undefined;
}

const shownMedia = ["application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"];

/** Whether the page can show a file. */
export const previews = (media: string) => shownMedia.includes(media);
