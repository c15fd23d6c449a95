// What the risk procedure rests on: systems with their access points, security
// environments, and the tasks that come of changes. Named as the server names them.

import { queryOptions } from "@tanstack/react-query";
import { get, keyOf, reading, url } from "../../api/api";
import type { Page } from "../../api/types";
import { register } from "./queries";
import type { Category, Head, Recovery, Signature } from "./types";

export const accessKinds = ["network", "radio", "removable-media", "vendor", "gps", "door", "other"] as const;
export const accessDirections = ["inward", "outward", "both"] as const;
export const functionKinds = [
  "safety",
  "environment",
  "control",
  "view",
  "production",
  "utility",
  "information",
  "other",
] as const;
export const redundancies = ["none", "cold", "warm", "hot"] as const;
export const sparesKinds = ["none", "ordered", "off-site", "on-site"] as const;
export const assumptionStates = ["open", "confirmed", "false"] as const;

export interface AccessPoint {
  key: string;
  name: string;
  kind: string;
  direction?: string;
  counterparty?: string;
  owner?: string;
  zone?: string;
  conduit?: string;
  controls?: string[];
  note?: string;
}

export interface SystemRecord extends Head {
  description?: string;
  perimeter?: string;
  excluded?: string;
  owner?: string;
  /** Empty is every zone of the site that is not external. */
  zones?: string[];
  accessPoints?: AccessPoint[];
}

export interface Environment extends Head {
  zone: string;
  statement: string;
  countermeasures?: string[];
  owner?: string;
  evidence?: string;
  validUntil?: string;
}

export interface Task extends Head {
  why?: string;
  trigger?: string;
  /** Kind and id of the record that it is about. */
  kind?: string;
  record?: string;
  owner?: string;
  due?: string;
  done?: string;
  outcome?: string;
}

/** Of an approval, what the screens of the scope need to know. */
export interface ApprovalHead extends Head {
  specification?: string;
  signed: Signature;
  reopened?: { trigger: string; what: string; on: string };
}

/** Whether the availability of a function is managed well enough, as the server weighs it. */
export interface FunctionAdequacy {
  id: string;
  consequence: number;
  driving?: Category;
  recovery?: Recovery | null;
  gaps: { means?: string; text: string }[];
  verdict: "adequate" | "not-adequate" | "not-shown";
  why: string;
}

export interface Adequacy {
  answer: string;
  rules: string[];
  functions: FunctionAdequacy[];
}

/** A finding about a record, as far as the record's own screen shows it. */
export interface RecordFinding {
  id: string;
  rule: string;
  severity: "high" | "medium" | "low";
  kind: string;
  record?: string;
  text: string;
  mend: string;
}

export const systemsOf = (site: string) => register<SystemRecord>(site, "systems");
export const environmentsOf = (site: string) => register<Environment>(site, "environments");
export const tasksOf = (site: string) => register<Task>(site, "tasks");
export const approvalsOf = (site: string) => register<ApprovalHead>(site, "approvals");
export const adequacyOf = (site: string) => reading<Adequacy>(url`/sites/${site}/risk/adequacy`);

const pageLimit = 200;

/** The open findings about records of some kinds, worst first. */
export function recordFindingsOf(site: string, kinds: readonly string[]) {
  const path = url`/sites/${site}/findings`;
  const params = { kind: [...kinds], state: ["open", "lapsed"], limit: pageLimit };
  return queryOptions({
    queryKey: [...keyOf(path, params), "of-records"],
    queryFn: async ({ signal }) => {
      const items: RecordFinding[] = [];
      let after: string | undefined;
      do {
        const page: Page<RecordFinding> = await get<Page<RecordFinding>>(path, { ...params, after }, signal);
        items.push(...page.items);
        after = page.next || undefined;
      } while (after);
      return items;
    },
  });
}

/** The path segment of each kind of record, for reading one by its id. */
export const segments: Record<string, string> = {
  zone: "zones",
  conduit: "conduits",
  asset: "assets",
  system: "systems",
  function: "functions",
  criteria: "criteria",
  assumption: "assumptions",
  countermeasure: "countermeasures",
  environment: "environments",
  "worst-case": "worst-cases",
  comparison: "comparisons",
  scenario: "scenarios",
  proposal: "proposals",
  roadmap: "roadmaps",
  specification: "specifications",
  approval: "approvals",
};
