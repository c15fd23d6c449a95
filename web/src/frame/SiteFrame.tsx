import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { reading, url } from "../api/api";
import type { SiteRecord } from "../api/types";
import { ErrorPanel } from "../parts/ErrorPanel";
import { Loading } from "../parts/Loading";
import { useSiteId } from "./site";

/** Loads the site before any of its screens, so that they can rely on it. */
export function SiteFrame() {
  const id = useSiteId();
  const site = useQuery(reading<SiteRecord>(url`/sites/${id}`));
  if (site.isError) return <ErrorPanel error={site.error} onRetry={() => void site.refetch()} />;
  if (!site.data) return <Loading />;
  return <Outlet key={id} />;
}
