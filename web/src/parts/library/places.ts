// Where a record of a site is shown and mended, whatever kind it is of.

import { linkOptions } from "@tanstack/react-router";

/** A record as the trace and the X-rays name it. */
export interface Placed {
  /** The screen that the server names. */
  screen?: string;
  kind: string;
  id: string;
  key: string;
  subject?: { kind: string; id: string };
  set?: string;
  requirement?: string;
}

const systemSet = "iec-62443-3-3:2013";

/** The address of a record; nothing for what has no screen of its own. */
export function placeOf(site: string, r: Placed) {
  const params = { site };
  switch (r.kind) {
    case "zone":
      return linkOptions({ to: "/sites/$site/zones", params, search: { edit: r.id } });
    case "conduit":
      return linkOptions({ to: "/sites/$site/zones", params, search: { tab: "conduits", edit: r.id } });
    case "asset":
      return linkOptions({ to: "/sites/$site/assets", params, search: { asset: r.id } });
    case "evidence":
      return linkOptions({ to: "/sites/$site/evidence", params, search: { evidence: r.id } });
    case "countermeasure":
      return linkOptions({ to: "/sites/$site/countermeasures", params, search: { measure: r.id } });
    case "scenario":
      return linkOptions({ to: "/sites/$site/risk", params, search: { view: "worksheet", scenario: r.id } });
    case "worst-case":
      return linkOptions({ to: "/sites/$site/risk", params, search: { view: "worst", worst: r.id } });
    case "function":
      return linkOptions({ to: "/sites/$site/scope", params, search: { tab: "functions", open: r.id } });
    case "specification":
      return linkOptions({ to: "/sites/$site/crs", params });
    case "pair-decision":
      return linkOptions({ to: "/standards", search: { tab: "crosswalks" } });
    case "product":
      return linkOptions({ to: "/products", search: { product: r.id } });
    case "company":
      return linkOptions({ to: "/products", search: { tab: "parties", company: r.id } });
    case "certificate":
      return linkOptions({ to: "/products", search: { tab: "certificates", edit: r.id } });
    case "package":
      return linkOptions({ to: "/exchange", search: { package: r.id } });
    case "reply":
      return linkOptions({ to: "/exchange", search: { reply: r.id } });
    case "test":
      return linkOptions({ to: "/exchange", search: { tests: site, test: r.id } });
    case "assessment":
      return linkOptions({ to: "/sites/$site/assessments", params, search: { assessment: r.id } });
    case "target":
      return linkOptions({ to: "/sites/$site/targets", params });
    case "finding":
      return linkOptions({ to: "/sites/$site/findings", params, search: { finding: r.id } });
    case "xray":
      return linkOptions({ to: "/sites/$site/xrays", params, search: { xray: r.id } });
    case "answer":
    case "claim":
    case "requirement":
      return answerPlace(site, r);
    default:
      return undefined;
  }
}

/** Where an answer is given: beside its subject, with the requirement at hand. */
function answerPlace(site: string, { subject, set, requirement }: Placed) {
  if (!subject) return undefined;
  const { kind, id } = subject;
  const params = { site };
  if (kind === "product") return linkOptions({ to: "/products", search: { product: id, requirement } });
  if (kind === "asset") return linkOptions({ to: "/sites/$site/assets", params, search: { asset: id } });
  if (kind === "company" || (set && set !== systemSet)) {
    const company = kind === "company" ? id : undefined;
    return linkOptions({ to: "/sites/$site/program", params, search: { set, company, requirement } });
  }
  return linkOptions({
    to: "/sites/$site/requirements/$kind/$id",
    params: { site, kind, id },
    search: { requirement },
  });
}

/** The address of the trace from a record. */
export function traceFrom(site: string, kind: string, id: string) {
  return linkOptions({ to: "/sites/$site/trace", params: { site }, search: { kind, id } });
}

/** The id by which the trace knows a requirement at a subject. */
export function requirementAt(subject: { kind: string; id: string }, requirement: string, set = systemSet): string {
  return `${subject.kind}:${subject.id}/${set}/${requirement}`;
}
