// Which zones and conduits the screen of target levels shows, and in what order.

import type { Search } from "../../router";
import type { SubjectRef } from "../../parts/plant/types";
import { derivedMethods, type DerivedMethod, type TargetProposal } from "../../parts/risk/views";

/** How a decided target stands to the proposal, as the server compares them. */
export type Compared = "agrees" | "differs" | "undecided";

export interface Filter {
  method: DerivedMethod | undefined; // undefined is that of the criteria
  kind: string;
  compared: string;
  incomplete: boolean;
  search: string;
  sort: string;
}

export function textOf(search: Search, name: string): string {
  return [search[name]].flat()[0] ?? "";
}

export function filterOf(search: Search): Filter {
  const method = textOf(search, "method") as DerivedMethod;
  return {
    method: derivedMethods.includes(method) ? method : undefined,
    kind: textOf(search, "kind"),
    compared: textOf(search, "compared"),
    incomplete: textOf(search, "incomplete") === "1",
    search: textOf(search, "search"),
    sort: textOf(search, "sort"),
  };
}

export function comparedOf(p: TargetProposal): Compared {
  if (!p.present) return "undecided";
  return p.present.agrees ? "agrees" : "differs";
}

export function fits(p: TargetProposal, f: Filter): boolean {
  if (f.kind && p.subject.kind !== f.kind) return false;
  if (f.compared && comparedOf(p) !== f.compared) return false;
  if (f.incomplete && p.complete) return false;
  return `${p.key} ${p.name}`.toLowerCase().includes(f.search.trim().toLowerCase());
}

/** "zone/17" names a zone or conduit in the address and in a selection. */
export const nameOf = ({ kind, id }: SubjectRef) => `${kind}/${id}`;

export function subjectNamed(name: string): SubjectRef | undefined {
  const [kind, id] = name.split("/");
  return id && (kind === "zone" || kind === "conduit") ? { kind, id } : undefined;
}

/** Why a proposal cannot be taken as it stands; the server has the last word. */
export function unfit(p: TargetProposal): "cross-check" | "no-level" | "owner" | undefined {
  if (p.crossCheck) return "cross-check";
  if (!p.vector) return "no-level";
  if (p.overall === 4) return "owner";
  return undefined;
}
