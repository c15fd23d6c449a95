// Types of the security protection ratings, and what reads them.

import { reading, url } from "../../../api/api";

export interface Rating {
  spr: number | null;
  technical?: number | null;
  maturity?: number | null;
  gap: number;
  reason: string;
}

export interface Rated {
  predicted: Rating;
  revalidated: Rating;
}

export interface RequirementRating extends Rated {
  requirement: string;
  title: string;
  group: string;
  system: string[] | null;
  target: number | null;
}

export interface GroupRating extends Rated {
  group: string;
  title: string;
}

export interface ZoneRating extends Rated {
  subject: { kind: string; id: string };
  key: string;
  name: string;
  groups: GroupRating[] | null;
  requirements?: RequirementRating[] | null;
}

export interface Ratings {
  method: string;
  program: string;
  system: string;
  zones: ZoneRating[] | null;
  notFormed: { requirement: string; title: string; why: string }[] | null;
  pairs: {
    crosswalk: string;
    title: string;
    source: string;
    attribution?: string;
    confirmed: number;
    suggested: number;
  };
}

export const ratingsQuery = (site: string, zone?: string) => reading<Ratings>(url`/sites/${site}/ratings`, { zone });
