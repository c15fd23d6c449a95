// The library's own words: names of what the server writes in short.

import i18n, { en } from "../../i18n";

type Group =
  | "stand"
  | "proofKind"
  | "grade"
  | "setKind"
  | "componentType"
  | "confidence"
  | "strength"
  | "strengthMeans"
  | "pairState"
  | "party"
  | "scheme"
  | "schemeMeans";

/** The name of a value; one that has no name is shown as the server writes it. */
export function libWord(group: Group, value: string | undefined): string {
  if (!value) return "";
  const names: Record<string, string> = en.library[group];
  return value in names ? i18n.t(`library:${group}.${value}` as never) : value;
}

/** Options of a select, in the order of the values. */
export function libOptions(group: Group, values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: libWord(group, value) }));
}
