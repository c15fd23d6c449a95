// Which requirements of a program are listed.

import { holds } from "../catalogue";
import type { ProgramAnswer, ProgramGroup } from "./types";

export const shows = ["all", "open", "below", "unproven"] as const;
export type Show = (typeof shows)[number];

export interface ProgramFilter {
  group: string;
  show: Show;
  search: string;
}

/** The heading itself and every heading below it. */
export function under(groups: ProgramGroup[], id: string): Set<string> {
  const all = new Set([id]);
  for (const g of groups) if (g.parent && all.has(g.parent)) all.add(g.id); // each stands after its parent
  return all;
}

/** An answer that holds, yet names nothing that would prove it. */
export function unproven(a: ProgramAnswer): boolean {
  const v = a.verdict;
  if (!v || v.state === "not-met" || v.state === "not-applicable" || v.state === "inherited") return false;
  return (v.evidence ?? []).length + (v.proofs ?? []).length === 0;
}

export function fits(a: ProgramAnswer, f: ProgramFilter, within: Set<string> | undefined): boolean {
  if (within && !within.has(a.requirement.group ?? "")) return false;
  if (f.show === "open" && a.effective.state !== "unanswered") return false;
  if (f.show === "below" && a.gap === 0) return false;
  if (f.show === "unproven" && !unproven(a)) return false;
  const r = a.requirement;
  return holds(`${r.id} ${r.title} ${r.summary ?? ""} ${r.question ?? ""} ${a.verdict?.reason ?? ""}`, f.search);
}

/** How deep a heading stands. */
export function depthOf(groups: ProgramGroup[], g: ProgramGroup): number {
  const parent = groups.find((x) => x.id === g.parent);
  return parent ? depthOf(groups, parent) + 1 : 0;
}
