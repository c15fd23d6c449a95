// Weaknesses of the model, shown where they are while one draws.

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { readingAll, url } from "../../api/api";
import { useCan } from "../../api/me";

/** A finding as the server tells it; sentences are the server's. */
export interface DrawnFinding {
  id: string;
  rule: string;
  severity: "high" | "medium" | "low";
  kind: string;
  key: string;
  text: string;
  mend: string;
  state: string;
}

/** The findings of zones and conduits: "zone Z-01". */
export type Found = ReadonlyMap<string, DrawnFinding[]>;

const nothing: Found = new Map();

/** Reads the findings; who may not see them sees the drawing without. */
export function useFindings(site: string): Found {
  const can = useCan();
  const { data } = useQuery({
    ...readingAll<DrawnFinding>(url`/sites/${site}/findings`),
    enabled: can("risk.read", site),
    retry: false,
  });
  return useMemo(() => {
    if (!data) return nothing;
    const found = new Map<string, DrawnFinding[]>();
    for (const f of data) {
      if (f.state !== "open" && f.state !== "lapsed") continue; // accepted or mended
      const subject = `${f.kind} ${f.key}`;
      found.set(subject, [...(found.get(subject) ?? []), f]);
    }
    return found;
  }, [data]);
}
