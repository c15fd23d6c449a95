/** Today as the server counts days: in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Whether a day lies in the past; no day does not. */
export function passed(day: string | undefined): boolean {
  return Boolean(day) && (day as string) < today();
}
