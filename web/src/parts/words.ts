// Names of the server's words, for records that may be of any kind.

import i18n, { en } from "../i18n";

/** "conduit" → "Conduit"; a kind without a name of its own is shown as it is. */
export function kindName(kind: string): string {
  return named("kinds", kind);
}

/** "zone.add" → "added a zone". */
export function verbName(verb: string): string {
  return named("verbs", verb.replaceAll(".", "_").replaceAll("-", "_"), verb);
}

/** "targetVector" → "Target vector": the name of a record's field. */
export function fieldName(path: string): string {
  const dotted = path.replace(/^\//, "").replaceAll("/", ".");
  const [head = "", ...rest] = dotted.split(".");
  const first = named("fields", head);
  return rest.length === 0
    ? first
    : [first, ...rest.map((p) => (/^\d+$/.test(p) ? String(Number(p) + 1) : named("fields", p)))].join(" › ");
}

function named(group: "kinds" | "verbs" | "fields", word: string, otherwise = word): string {
  const names: Record<string, string> = en.common[group];
  return word in names ? i18n.t(`common:${group}.${word}` as never) : otherwise;
}
