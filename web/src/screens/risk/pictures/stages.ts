// The three stages of a risk, and the letters that stand for bands.

import type { Criteria } from "../../../parts/risk/types";

export const stages = ["unmitigated", "existing", "residual"] as const;
export type Stage = (typeof stages)[number];

/** The shortest beginnings of the bands' names that tell them apart, so that a letter can stand for a colour. */
export function bandLetters(criteria: Criteria): Map<string, string> {
  const names = criteria.bands.map((b) => b.name || b.id);
  return new Map(
    criteria.bands.map((b, i) => {
      const own = names[i] ?? b.id;
      const others = names.filter((_, j) => j !== i).map((n) => n.toLowerCase());
      let length = 1;
      while (length < own.length && others.some((n) => n.startsWith(own.slice(0, length).toLowerCase()))) length++;
      return [b.id, own.slice(0, length).toUpperCase()];
    }),
  );
}

export function regionOf(criteria: Criteria, band: string | undefined): string | undefined {
  return criteria.bands.find((b) => b.id === band)?.region;
}

/** What a mark is tinted by: the region of its band, and whether it is above the lowest band of the ALARP region. */
export function toneOf(criteria: Criteria, band: string | undefined) {
  const region = regionOf(criteria, band);
  const lowest = criteria.bands.find((b) => b.region === "alarp")?.id;
  return { "data-region": region, "data-upper": (region === "alarp" && band !== lowest) || undefined };
}
