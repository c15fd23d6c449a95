import { useSuspenseQuery } from "@tanstack/react-query";
import { reading } from "./api";
import type { Action, Me } from "./types";

/** Who is signed in and what they may do. */
export const session = reading<Me>("/session");

/** The signed-in user; the frame loads it before it shows any screen. */
export function useMe(): Me {
  return useSuspenseQuery({ ...session, staleTime: 60_000 }).data;
}

/** Whether the user may do something on a site, or on the organisation when no site is named. */
export function can(me: Me, action: Action, site?: string): boolean {
  if (site === undefined) return me.can.org.includes(action);
  return me.can.allSites.includes(action) || (me.can.sites[site]?.includes(action) ?? false);
}

/** `can` for the signed-in user: `const can = useCan(); can("plant.edit", site)`. */
export function useCan(): (action: Action, site?: string) => boolean {
  const me = useMe();
  return (action, site) => can(me, action, site);
}
