import { useTranslation } from "react-i18next";
import { can, useMe } from "../../api/me";
import { sitePlaces, type PlaceName } from "../../frame/places";
import type { Search } from "../../router";

type Name = PlaceName | "scope" | "criteria" | "targets";

export interface Way {
  to: (typeof sitePlaces)[number]["to"];
  params: { site: string };
  search: Search;
}

/** The ways to other screens of a site that the user may go. */
export function useWays(site: string): (name: Name, search?: Search) => Way | undefined {
  const me = useMe();
  return (name, search = {}) => {
    const place = sitePlaces.find((p) => (p.name as string) === name);
    if (!place || ("needs" in place && !can(me, place.needs, site))) return undefined;
    return { to: place.to, params: { site }, search };
  };
}

export interface LabelledWay {
  label: string;
  way: Way;
}

/** Where the content of a part of the specification is made, by its clause. */
export function useWaysOf(site: string): (clause: string) => LabelledWay[] {
  const { t } = useTranslation("crs");
  const go = useWays(site);
  const places: Record<string, { label: string; way: Way | undefined }[]> = {
    "ZCR 6.1": [
      { label: t("way.targets"), way: go("targets") },
      { label: t("way.scenarios"), way: go("risk") },
    ],
    "ZCR 6.2": [{ label: t("way.system"), way: go("scope") }],
    "ZCR 6.3": [
      { label: t("way.drawing"), way: go("drawing") },
      { label: t("way.unzoned"), way: go("assets", { zone: "none" }) },
    ],
    "ZCR 6.4": [
      { label: t("way.zones"), way: go("zones") },
      { label: t("way.conduits"), way: go("zones", { tab: "conduits" }) },
      { label: t("way.assets"), way: go("assets") },
    ],
    "ZCR 6.5": [
      { label: t("way.assumptions"), way: go("scope", { tab: "assumptions" }) },
      { label: t("way.environments"), way: go("scope", { tab: "environments" }) },
    ],
    "ZCR 6.6": [{ label: t("way.scenarios"), way: go("risk") }],
    "ZCR 6.8": [{ label: t("way.criteria"), way: go("criteria") }],
  };
  return (clause) => (places[clause] ?? []).flatMap(({ label, way }) => (way ? [{ label, way }] : []));
}
