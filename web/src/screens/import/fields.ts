import type { ImportMapping, ImportSheet } from "../../api/types";

/** The field that each column feeds, by the column's index; "" for none. */
export type Fields = Record<number, string>;

/** The choice to begin with: what is stored for this sheet, else what was guessed. */
export function startFields(sheet: ImportSheet | undefined, stored: ImportMapping | undefined): Fields {
  const fields: Fields = {};
  if (!sheet) return fields;
  const known = stored?.sheet === sheet.name && Object.keys(stored.columns).length > 0;
  for (const c of sheet.columns) fields[c.index] = known ? "" : (c.guess ?? "");
  if (known) for (const [field, index] of Object.entries(stored.columns)) fields[index] = field;
  return fields;
}

export function chosenFields(fields: Fields): string[] {
  return Object.values(fields).filter(Boolean);
}

/** The first field that two columns feed, if any. */
export function twice(fields: Fields): string | undefined {
  const chosen = chosenFields(fields);
  return chosen.find((field, i) => chosen.indexOf(field) !== i);
}

/** The choice as the API takes it: the column's index by the field's name. */
export function columnsOf(fields: Fields): Record<string, number> {
  const columns: Record<string, number> = {};
  for (const [index, field] of Object.entries(fields)) if (field) columns[field] = Number(index);
  return columns;
}
