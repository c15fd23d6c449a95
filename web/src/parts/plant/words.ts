// The plant's own words: names of what the server writes in short.

import i18n, { en } from "../../i18n";
import type { AnswerState } from "./types";

type Group = "zoneKind" | "assetType" | "assetRole" | "direction" | "function" | "state" | "origin" | "confidence";

/** The name of a value; one that has no name is shown as the server writes it. */
export function word(group: Group, value: string | undefined): string {
  if (!value) return "";
  const names: Record<string, string> = en.plant[group];
  return value in names ? i18n.t(`plant:${group}.${value}` as never) : value;
}

/** Options of a select, in the order of the server's menus. */
export function options(group: Group, values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: word(group, value) }));
}

/** "RDF" for the foundational requirement with index 4. */
export function frShort(fr: number): string {
  return i18n.t(`common:fr.short.${fr + 1}` as never);
}

/** "FR 5 Restricted data flow" for the foundational requirement with index 4. */
export function frName(fr: number): string {
  return i18n.t(`common:fr.name.${fr + 1}` as never);
}

export function criticality(value: number | undefined): string {
  return i18n.t(`plant:criticality.${value ?? 0}` as never);
}

export function stateName(state: AnswerState): string {
  return word("state", state);
}
