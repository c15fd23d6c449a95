import type { Assessment } from "../../parts/library/assessment";
import { holds } from "../../parts/library/catalogue";

export interface AssessmentFilter {
  q: string;
  state: string;
  set: string;
}

/** Whether an assessment is listed. */
export function fits(a: Assessment, f: AssessmentFilter): boolean {
  if (f.state && a.state !== f.state) return false;
  if (f.set && a.set !== f.set) return false;
  return holds([a.key, a.name, a.set, a.lead, a.purpose, ...a.parts.map((p) => p.assessor)].join(" "), f.q);
}

/** Whether an assessment concerns a site: it belongs to it, has a part of it, or a part of no site at all. */
export function concerns(a: Assessment, site: string): boolean {
  return a.site === site || a.parts.some((p) => !p.site || p.site === site);
}
