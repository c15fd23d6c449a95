// What the risk screens read, each named once so that all share the answers.

import { queryOptions } from "@tanstack/react-query";
import { get, keyOf, reading, url } from "../../api/api";
import type { Page } from "../../api/types";
import type {
  Assumption,
  Countermeasure,
  Criteria,
  EssentialFunction,
  ExplainedScenario,
  RiskResult,
  Scenario,
  Technique,
  WorstCase,
} from "./types";

const pageLimit = 1000;

/** Reads all pages of a kind of the register, by key. */
export function register<T>(site: string, kind: string) {
  const path = url`/sites/${site}/${kind}`;
  return queryOptions({
    queryKey: [...keyOf(path), "whole"],
    queryFn: async ({ signal }) => {
      const items: T[] = [];
      let after: string | undefined;
      do {
        const page: Page<T> = await get<Page<T>>(path, { limit: pageLimit, after }, signal);
        items.push(...page.items);
        after = page.next || undefined;
      } while (after);
      return items;
    },
  });
}

export const functionsOf = (site: string) => register<EssentialFunction>(site, "functions");
export const criteriaOf = (site: string) => register<Criteria>(site, "criteria");
export const assumptionsOf = (site: string) => register<Assumption>(site, "assumptions");
export const countermeasuresOf = (site: string) => register<Countermeasure>(site, "countermeasures");
export const worstCasesOf = (site: string) => register<WorstCase>(site, "worst-cases");
export const scenariosOf = (site: string) => register<Scenario>(site, "scenarios");

/** What the register amounts to. */
export const riskOf = (site: string) => reading<RiskResult>(url`/sites/${site}/risk`);

/** One scenario with everything that follows from it. */
export const explainedOf = (site: string, scenario: string) =>
  reading<ExplainedScenario>(url`/sites/${site}/risk/scenarios/${scenario}`);

/** The techniques of ATT&CK for ICS to choose from. */
export function techniquesOf(site: string) {
  const path = url`/sites/${site}/threats`;
  return queryOptions({
    queryKey: [...keyOf(path), "whole"],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const items: Technique[] = [];
      let release = "";
      let after: string | undefined;
      do {
        const page: Page<Technique> & { release: string } = await get(path, { limit: 200, after }, signal);
        items.push(...page.items);
        release = page.release;
        after = page.next || undefined;
      } while (after);
      return { release, items };
    },
  });
}
