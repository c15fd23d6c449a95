import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { reading, url } from "../api/api";
import type { SiteRecord } from "../api/types";
import { ErrorPanel } from "../parts/ErrorPanel";
import { Loading } from "../parts/Loading";
import { Page } from "../parts/Page";
import { useSiteId } from "./site";

/** Loads the site before any of its screens, so that they can rely on it. */
export function SiteFrame() {
  const { t } = useTranslation();
  const id = useSiteId();
  const site = useQuery(reading<SiteRecord>(url`/sites/${id}`));
  if (site.isError) {
    return (
      <Page title={t("nav.site")}>
        <ErrorPanel error={site.error} onRetry={() => void site.refetch()} />
      </Page>
    );
  }
  if (!site.data) return <Loading />;
  return <Outlet key={id} />;
}
