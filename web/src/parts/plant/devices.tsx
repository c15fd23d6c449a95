// The assets that form conduits, read many at once.

import { Text } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { get, keyOf, url } from "../../api/api";
import type { Asset, Page } from "../../api/types";
import { Key } from "../Key";
import { LinkAnchor } from "./link";

const atOnce = 100;

/** Assets of a site by id; those that are gone, or may not be known, are missing. */
export const assetsByID = (site: string, ids: string[]) => {
  const path = url`/sites/${site}/assets`;
  const wanted = [...new Set(ids)].sort();
  return queryOptions({
    queryKey: [...keyOf(path), "by id", wanted],
    queryFn: async ({ signal }) => {
      const found = new Map<string, Asset>();
      for (let i = 0; i < wanted.length; i += atOnce) {
        const id = wanted.slice(i, i + atOnce);
        const page = await get<Page<Asset>>(path, { id, limit: atOnce }, signal);
        for (const asset of page.items) found.set(asset.id, asset);
      }
      return found;
    },
    enabled: wanted.length > 0,
  });
};

const noAssets = new Map<string, Asset>();

export function useAssetsByID(site: string, ids: string[]): Map<string, Asset> {
  return useQuery(assetsByID(site, ids)).data ?? noAssets;
}

/** The assets that form a conduit, each a link to what is known of it. */
export function DeviceLinks({ site, devices, most = 3 }: { site: string; devices: Asset[]; most?: number }) {
  const { t } = useTranslation("plant");
  return (
    <>
      {devices.slice(0, most).map((a, i) => (
        <span key={a.id}>
          {i > 0 && ", "}
          <LinkAnchor to="/sites/$site/assets" params={{ site }} search={{ asset: a.id }} size="sm" title={a.name}>
            <Key>{a.key}</Key>
          </LinkAnchor>
        </span>
      ))}
      {devices.length > most && <> {t("devices.more", { count: devices.length - most })}</>}
    </>
  );
}

/** The devices of one conduit in a line, or what follows from there being none. */
export function DevicesOf({ site, ids }: { site: string; ids: string[] }) {
  const { t } = useTranslation("plant");
  const found = useAssetsByID(site, ids);
  const devices = useMemo(() => ids.flatMap((id) => found.get(id) ?? []), [ids, found]);
  return (
    <Text size="sm" component="div">
      {ids.length === 0 ? (
        <Text span size="sm" c="dimmed">
          {t("devices.unnamed")}
        </Text>
      ) : (
        <>
          {t("devices.named")}
          <DeviceLinks site={site} devices={devices} most={20} />
        </>
      )}
    </Text>
  );
}
