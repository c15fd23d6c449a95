import type { FieldChange } from "../../api/types";

/** A record's value as a list of its fields, without what the store gives out. */
export function fieldsOf(doc: Record<string, unknown> | undefined): FieldChange[] {
  return Object.entries(doc ?? {})
    .filter(([name]) => name !== "id" && name !== "version")
    .map(([name, after]) => ({ path: `/${name}`, after }));
}
