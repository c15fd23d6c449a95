// The words of the risk register: names of what the server writes in short.

import i18n, { en } from "../../i18n";

type Group =
  | "category"
  | "causeKind"
  | "threatSource"
  | "mechanism"
  | "confidence"
  | "treatment"
  | "layer"
  | "dependency"
  | "creditState"
  | "flag"
  | "region"
  | "standing"
  | "assumptionState"
  | "accessKind"
  | "accessDirection"
  | "functionKind"
  | "redundancy"
  | "spares"
  | "adequacy"
  | "trigger";

/** The name of a value; one that has no name is shown as the server writes it. */
export function riskWord(group: Group, value: string | undefined): string {
  if (!value) return "";
  const names: Record<string, string> = en.risklib[group];
  return value in names ? i18n.t(`risklib:${group}.${value}` as never) : value;
}

/** Options of a select, in the order of the server's menus. */
export function riskOptions(group: Group, values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: riskWord(group, value) }));
}
