/** How near the last day of something is: of support, of a certificate. */
export type Nearness = "none" | "far" | "soon" | "ended";

/** What ends within this many days is near. */
const soonDays = 180;

/** How near a day is, and how many days there are to it; past days count below zero. */
export function nearness(day: string | undefined, today: string): { is: Nearness; days: number } {
  if (!day) return { is: "none", days: 0 };
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  if (Number.isNaN(days)) return { is: "none", days: 0 };
  return { is: days < 0 ? "ended" : days <= soonDays ? "soon" : "far", days };
}
