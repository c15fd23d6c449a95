import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { keyOf, queries, send, url } from "../../../api/api";
import type { Written } from "../../../api/types";
import i18n from "../../../i18n";
import { useConflict } from "../../../parts/Conflict";
import { saidProblem } from "../../../parts/notice";
import { conduitsOf, zonesOf } from "../../../parts/plant/queries";
import { assumptionsOf, countermeasuresOf, riskOf, scenariosOf } from "../../../parts/risk/queries";
import type { Scenario, ScenarioResult } from "../../../parts/risk/types";
import { lookupOf } from "./lookup";
import { Sheet, type Put } from "./sheet";

/** All that the worksheet shows, read once and shared. */
export function useRegister(site: string) {
  const zones = useQuery(zonesOf(site));
  const conduits = useQuery(conduitsOf(site));
  const assumptions = useQuery(assumptionsOf(site));
  const countermeasures = useQuery(countermeasuresOf(site));
  const scenarios = useQuery({ ...scenariosOf(site), structuralSharing: false });
  const risk = useQuery({ ...riskOf(site), structuralSharing: false });
  const reads = [zones, conduits, assumptions, countermeasures, scenarios, risk];
  const look = useMemo(
    () =>
      zones.data && conduits.data && assumptions.data && countermeasures.data && risk.data
        ? lookupOf({
            zones: zones.data,
            conduits: conduits.data,
            assumptions: assumptions.data,
            countermeasures: countermeasures.data,
            criteria: risk.data.criteria,
          })
        : undefined,
    [zones.data, conduits.data, assumptions.data, countermeasures.data, risk.data],
  );
  const results = useMemo(
    () => new Map<string, ScenarioResult>((risk.data?.scenarios ?? []).map((r) => [r.id, r])),
    [risk.data],
  );
  const failed = reads.find((r) => r.isError && !r.data);
  return {
    look,
    results,
    scenarios: scenarios.data,
    risk: risk.data,
    /** The results are older than the rows. */
    rating: risk.isFetching,
    error: failed?.error,
    retry: () => {
      for (const r of reads) if (r.isError) void r.refetch();
    },
  };
}

export type Register = ReturnType<typeof useRegister>;

/** Reads anew what follows from the scenarios, but not the scenarios: their answers are at hand. */
export function rateAgain(site: string) {
  void queries.invalidateQueries({
    queryKey: keyOf(url`/sites/${site}`),
    predicate: ({ queryKey }) => !(queryKey[2] === "scenarios" && queryKey[3] === "whole"),
  });
}

/** Puts stored scenarios into the list that the page shows. */
export function keep(site: string, items: Scenario[]) {
  queries.setQueryData(scenariosOf(site).queryKey, (old: Scenario[] | undefined) => {
    if (!old) return old;
    const changed = new Map(items.map((s) => [s.id, s]));
    const next = old.map((s) => changed.get(s.id) ?? s);
    const known = new Set(old.map((s) => s.id));
    return [...next, ...items.filter((s) => !known.has(s.id))];
  });
}

/** The sheet of a site, and its state. */
export function useSheet(site: string, mayUndo: boolean) {
  const ask = useConflict();
  const [sheet] = useState(
    () =>
      new Sheet({
        bulk: (put: Put[], dry: boolean) => send("POST", url`/sites/${site}/scenarios/bulk`, { put, dry }),
        undo: async (entry) => {
          const out = await send<Written>("POST", url`/sites/${site}/history/${entry}/undo`);
          await queries.invalidateQueries({ queryKey: keyOf(url`/sites/${site}`) });
          return out.entry ?? 0;
        },
        all: () => queries.fetchQuery({ ...scenariosOf(site), staleTime: 0 }),
        ask,
        saved: (items) => {
          keep(site, items);
          rateAgain(site);
        },
        failed: saidProblem,
        mayUndo,
        words: { changed: i18n.t("risk:sheet.changedMeanwhile"), gone: i18n.t("risk:sheet.goneMeanwhile") },
      }),
  );
  const state = useSyncExternalStore(sheet.subscribe, sheet.snapshot);

  // Nothing that was entered is lost on the way out.
  const dirty = state.drafts.rows.size > 0 || state.saving > 0;
  useEffect(() => {
    if (!dirty) return;
    const warn = (e: BeforeUnloadEvent) => e.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [dirty]);
  useEffect(() => () => void sheet.flush(), [sheet]);
  return { sheet, state };
}
