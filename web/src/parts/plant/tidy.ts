/** Leaves out what a form left empty, so that a record says only what is known. */
export function tidy<T extends object>(record: T): T {
  const kept = Object.entries(record).flatMap(([name, value]) => {
    const clean = tidyValue(value);
    return clean === undefined ? [] : [[name, clean]];
  });
  return Object.fromEntries(kept) as T;
}

function tidyValue(value: unknown): unknown {
  if (typeof value === "string") return value.trim() || undefined;
  if (value === null || value === false) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(tidyValue).filter((v) => v !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value === "object") {
    const fields = tidy(value as object);
    return Object.keys(fields).length > 0 ? fields : undefined;
  }
  return value;
}
