import { useSuspenseQuery } from "@tanstack/react-query";
import { reading } from "./api";
import type { Action, Me } from "./types";

/** Who is signed in and what they may do. */
export const session = reading<Me>("/session");

/** The signed-in user; the frame loads it before it shows any screen. */
export function useMe(): Me {
  return useSuspenseQuery({ ...session, staleTime: 60_000 }).data;
}

/** What all sites share may be read by whoever may read at one of them. */
const shared: Action[] = ["library.read", "evidence.read", "package.read"];

/**
 * Whether the user may do something on a site, or on the organisation when no site is
 * named. Whoever may do it on all sites may do it on what they share.
 */
export function can(me: Me, action: Action, site?: string): boolean {
  if (site === undefined) {
    if (me.can.org.includes(action) || me.can.allSites.includes(action)) return true;
    return shared.includes(action) && Object.values(me.can.sites).some((of) => of.includes(action));
  }
  return me.can.allSites.includes(action) || (me.can.sites[site]?.includes(action) ?? false);
}

/** `can` for the signed-in user: `const can = useCan(); can("plant.edit", site)`. */
export function useCan(): (action: Action, site?: string) => boolean {
  const me = useMe();
  return (action, site) => can(me, action, site);
}
