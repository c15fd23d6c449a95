import type { Search } from "../../router";
import type { Answer, AnswerState } from "../../parts/plant/types";

/** Which requirements are listed: those that SL-T asks for, those up to a level, or all. */
export type Scope = "asked" | "1" | "2" | "3" | "4" | "all";
export const scopes: Scope[] = ["asked", "1", "2", "3", "4", "all"];

export interface Filter {
  scope: Scope;
  fr: string; // "" or "0" to "6"
  states: string[];
  search: string;
}

/** The filter of the address; `target` says whether the subject has a target, without which nothing is asked. */
export function filterOf(search: Search, target: boolean): Filter {
  const text = (name: string) => [search[name]].flat()[0] ?? "";
  const scope = text("scope") as Scope;
  const asked = text("asked") === "true" ? "asked" : undefined;
  return {
    scope: asked ?? (scopes.includes(scope) ? scope : target && !text("requirement") ? "asked" : "all"),
    fr: /^[0-6]$/.test(text("fr")) ? text("fr") : "",
    states: [search.state ?? []].flat(),
    search: text("search"),
  };
}

export function fits(answer: Answer, filter: Filter): boolean {
  const { requirement: r, effective, asked } = answer;
  if (filter.scope === "asked" ? !asked : filter.scope !== "all" && r.slFrom > Number(filter.scope)) return false;
  if (filter.fr !== "" && r.fr !== Number(filter.fr)) return false;
  if (filter.states.length > 0 && !filter.states.includes(effective.state)) return false;
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${r.id} ${r.title} ${r.summary} ${r.question}`.toLowerCase();
  return words.every((w) => text.includes(w));
}

const more: AnswerState[] = ["partly", "not-applicable", "compensated", "inherited", "not-applied"];

/** Answers that are incomplete without more than the state. */
export function needsMore(state: AnswerState): boolean {
  return more.includes(state);
}

/** The states in the order of the keys 1 to 8. */
export const keyed: AnswerState[] = [
  "met",
  "partly",
  "not-met",
  "not-applicable",
  "compensated",
  "inherited",
  "by-components",
  "not-applied",
];
