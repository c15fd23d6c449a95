import { useQuery } from "@tanstack/react-query";
import { readingAll } from "../api/api";
import type { SiteRecord } from "../api/types";

/** The sites that the user may know of, for menus and for naming one by its id. */
export function useSites(): SiteRecord[] {
  return useQuery(readingAll<SiteRecord>("/sites")).data ?? [];
}
