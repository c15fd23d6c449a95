import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { reading, url } from "../api/api";
import type { SiteRecord } from "../api/types";

/** The id of the site that the address names; "" outside a site. */
export function useSiteId(): string {
  return useParams({ strict: false }).site ?? "";
}

/** The record of the site that the address names; the frame loads it before the screen. */
export function useSite(): SiteRecord {
  const id = useSiteId();
  return useSuspenseQuery(reading<SiteRecord>(url`/sites/${id}`)).data;
}
