/** The fields whose values differ: name, theirs, mine. */
export function differing(mine: object, theirs: object): [string, unknown, unknown][] {
  const a: Record<string, unknown> = { ...theirs };
  const b: Record<string, unknown> = { ...mine };
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => name !== "version" && JSON.stringify(a[name] ?? null) !== JSON.stringify(b[name] ?? null))
    .map((name) => [name, a[name], b[name]]);
}
