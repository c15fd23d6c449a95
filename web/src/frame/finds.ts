import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Cpu, Factory, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../api/api";
import { useCan } from "../api/me";
import type { Asset, Page } from "../api/types";
import { useSites } from "../parts/sites";
import { orgPlaces, sitePlaces } from "./places";
import { useSiteId } from "./site";

export interface Find {
  href: string;
  label: string;
  group: string;
  icon: LucideIcon;
}

/** What is looked for: anything, or a site to switch to. */
export type Scope = "all" | "sites";

/** What the palette offers for some letters; `settled` is what was typed a moment ago, for the question to the server. */
export function useFinds(scope: Scope, text: string, settled: string): Find[] {
  const { t } = useTranslation();
  const can = useCan();
  const site = useSiteId();
  const sites = useSites();
  const ask = scope === "all" && site !== "" && settled.trim().length >= 2 && can("asset.read", site);
  const assets = useQuery({
    ...reading<Page<Asset>>(url`/sites/${site}/assets`, { search: settled.trim(), limit: 8 }),
    enabled: ask,
    placeholderData: keepPreviousData,
  });

  const screens: Find[] = [...(site ? sitePlaces : []), ...orgPlaces]
    .filter((p) => !("needs" in p) || can(p.needs, p.to.includes("$site") ? site : undefined))
    .map((p) => ({
      href: p.to.replace("$site", encodeURIComponent(site)),
      label: t(`nav.${p.name}`),
      group: t("palette.screens"),
      icon: p.icon,
    }));
  const places: Find[] = sites
    .filter((s) => s.id !== site)
    .map((s) => ({
      href: url`/sites/${s.id}`,
      label: `${s.key} ${s.name}`,
      group: t("palette.sites"),
      icon: Factory,
    }));
  const devices: Find[] = (ask ? (assets.data?.items ?? []) : []).map((a) => ({
    href: url`/sites/${site}/assets` + `?search=${encodeURIComponent(a.key)}&asset=${encodeURIComponent(a.id)}`,
    label: [a.key, a.name, a.vendor, a.model].filter(Boolean).join(" "),
    group: t("palette.assets"),
    icon: Cpu,
  }));
  const wanted = text.trim().toLowerCase();
  const fits = (f: Find) => f.label.toLowerCase().includes(wanted);
  if (scope === "sites") return places.filter(fits).slice(0, 50);
  return [...screens.filter(fits), ...places.filter(fits).slice(0, 8), ...devices];
}
