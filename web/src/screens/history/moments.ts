// The address holds moments as the API writes them; the inputs hold them in
// the user's own time zone.

/** "2026-11-24T08:00:00Z" as a datetime-local input takes it. */
export function localTime(moment: string): string {
  const date = new Date(moment);
  if (!moment || Number.isNaN(date.getTime())) return "";
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The moment that a datetime-local input names, or "". */
export function momentOf(local: string): string {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().replace(/\.\d+Z$/, "Z");
}
