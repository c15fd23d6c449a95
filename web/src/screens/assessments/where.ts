// Where the requirements of an assessment are answered.

import type { AssessedSubject } from "../../parts/library/assessment";
import type { Search } from "../../router";

/** An address within the app. */
export interface Where {
  to: string;
  params: Record<string, string>;
  search: Search;
}

const systemSet = "iec-62443-3-3:2013";

/** The screen on which a requirement of a subject is answered; without one, the subject's whole sheet. */
export function answerAt(set: string, site: string, subject: AssessedSubject, requirement?: string): Where {
  const { kind, id } = subject;
  if (kind === "product") return { to: "/products", params: {}, search: { product: id, set, requirement } };
  if (kind === "asset") return { to: "/sites/$site/assets", params: { site }, search: { asset: id } };
  if (kind === "company" || set !== systemSet) {
    const company = kind === "company" ? id : undefined;
    return { to: "/sites/$site/program", params: { site }, search: { set, company, requirement } };
  }
  return {
    to: "/sites/$site/requirements/$kind/$id",
    params: { site, kind, id },
    search: requirement ? { requirement } : { state: "unanswered", asked: "true" },
  };
}
