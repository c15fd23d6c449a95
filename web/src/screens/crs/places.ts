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
