// What levels of consequence and likelihood are called by the criteria.

import i18n from "../../i18n";
import type { Category, Criteria, LikelihoodStep } from "./types";

type Scales = Criteria | null | undefined;

/** "4 Major"; 0 is "0 none", a level beyond the scale only its number. */
export function consequenceName(criteria: Scales, level: number): string {
  if (level === 0) return i18n.t("risklib:noConsequence");
  const name = criteria?.consequences[level - 1];
  return name ? i18n.t("risklib:level", { level, name }) : String(level);
}

/** What a level means in one category, in the words of the criteria. */
export function meaning(criteria: Scales, category: Category, level: number): string {
  return criteria?.categories.find((c) => c.category === category)?.levels[level - 1] ?? "";
}

/** "3 Possible". */
export function likelihoodName(criteria: Scales, level: number): string {
  const name = criteria?.likelihoods[level - 1]?.name;
  return name ? i18n.t("risklib:level", { level, name }) : String(level);
}

export interface LevelChoice {
  value: string;
  label: string;
}

/** The levels of one category to choose from, each with what it means; 0 is an explicit "none". */
export function consequenceChoices(criteria: Scales, category: Category): LevelChoice[] {
  const levels = criteria?.consequences ?? [];
  return [
    { value: "0", label: i18n.t("risklib:noConsequence") },
    ...levels.map((name, i) => ({
      value: String(i + 1),
      label: said(i + 1, name, meaning(criteria, category, i + 1)),
    })),
  ];
}

/** The levels of likelihood to choose from, each with what it means. */
export function likelihoodChoices(criteria: Scales): LevelChoice[] {
  return (criteria?.likelihoods ?? []).map((l: LikelihoodStep, i) => ({
    value: String(i + 1),
    label: said(i + 1, l.name, l.meaning ?? ""),
  }));
}

function said(level: number, name: string, meant: string): string {
  return meant ? i18n.t("risklib:meant", { level, name, meaning: meant }) : i18n.t("risklib:level", { level, name });
}
