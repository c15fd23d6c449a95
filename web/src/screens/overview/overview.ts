import { linkOptions } from "@tanstack/react-router";
import { reading, url } from "../../api/api";
import type { Entry, SiteRecord } from "../../api/types";
import type { PostureSummary } from "../../parts/plant/types";

/** What to do next, as the server ranks it. */
export interface Step {
  id: string;
  text: string;
  why?: string;
  link: { screen: string; kind?: string; id?: string; filter?: Record<string, string> };
}

/** A weakness of the declared plant itself, such as an asset in no zone. */
export interface Finding {
  id: string;
  rule: string;
  severity: "high" | "medium" | "low";
  clause?: string;
  kind: string;
  key: string;
  text: string;
  mend: string;
}

export interface Overview {
  site: SiteRecord;
  summary: PostureSummary;
  next: Step[] | null;
  findings?: Finding[] | null;
  /** All findings, of which the list holds the first of each rule. */
  findingCount: number;
  lastChange?: Entry | null;
}

export const overviewOf = (site: string) => reading<Overview>(url`/sites/${site}/overview`);

/** The address behind a step. */
export function linkOf(site: string, { screen, kind, id, filter }: Step["link"]) {
  const search = { ...filter };
  const params = { site };
  switch (screen) {
    case "requirements":
      if (kind && id) {
        return linkOptions({ to: "/sites/$site/requirements/$kind/$id", params: { site, kind, id }, search });
      }
      return linkOptions({ to: "/sites/$site/levels", params, search });
    case "zones":
    case "conduits":
      return linkOptions({
        to: "/sites/$site/zones",
        params,
        search: { ...search, ...(screen === "conduits" || kind === "conduit" ? { tab: "conduits" } : {}), edit: id },
      });
    case "assets":
      return linkOptions({ to: "/sites/$site/assets", params, search: { ...search, asset: id } });
    case "drawing":
      return linkOptions({ to: "/sites/$site/drawing", params, search: { ...search, select: id } });
    case "imports":
      return linkOptions({ to: "/sites/$site/imports", params, search });
    case "history":
      return linkOptions({ to: "/sites/$site/history", params, search });
    case "report":
      return linkOptions({ to: "/sites/$site/report", params, search });
    default:
      return linkOptions({ to: "/sites/$site/levels", params, search });
  }
}
