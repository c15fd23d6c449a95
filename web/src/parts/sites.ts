import { useQuery } from "@tanstack/react-query";
import { reading } from "../api/api";
import type { Page, SiteRecord } from "../api/types";

/** The sites that the user may know of, for menus and for naming one by its id. */
export function useSites(): SiteRecord[] {
  return useQuery(reading<Page<SiteRecord>>("/sites", { limit: 200 })).data?.items ?? [];
}
