/** The fields whose values differ: name, theirs, mine. */
export function differing(mine: object, theirs: object): [string, unknown, unknown][] {
  const a: Record<string, unknown> = { ...theirs };
  const b: Record<string, unknown> = { ...mine };
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => name !== "version" && JSON.stringify(said(a[name])) !== JSON.stringify(said(b[name])))
    .map((name) => [name, a[name], b[name]]);
}

/** A field left out, empty text and an empty list all say nothing. */
function said(value: unknown): unknown {
  return value === "" || value === false || (Array.isArray(value) && value.length === 0) ? null : (value ?? null);
}
