// What the plant screens read, each named once so that all share the answers.

import { queryOptions, useQuery } from "@tanstack/react-query";
import { get, keyOf, reading, url, type Params } from "../../api/api";
import type { Conduit, Page, Zone } from "../../api/types";
import type { Answer, AssetFacets, Drawing, Posture, SubjectPosture, SubjectRef } from "./types";

const pageLimit = 200;

/** Reads all pages of a list that is short enough to be shown as a whole. */
function whole<T>(path: string, params?: Params) {
  return queryOptions({
    queryKey: [...keyOf(path, params), "whole"],
    queryFn: async ({ signal }) => {
      const items: T[] = [];
      let after: string | undefined;
      do {
        const page = await get<Page<T>>(path, { ...params, limit: pageLimit, after }, signal);
        items.push(...(page.items ?? []));
        after = page.next;
      } while (after);
      return items;
    },
  });
}

export const zonesOf = (site: string) => whole<Zone>(url`/sites/${site}/zones`);
export const conduitsOf = (site: string) => whole<Conduit>(url`/sites/${site}/conduits`);
export const drawingOf = (site: string) => reading<Drawing>(url`/sites/${site}/drawing`);
export const facetsOf = (site: string) => reading<AssetFacets>(url`/sites/${site}/assets/facets`);
export const postureOf = (site: string, at?: string) => reading<Posture>(url`/sites/${site}/posture`, { at });
export const subjectOf = (site: string, kind: string, id: string) =>
  reading<SubjectPosture>(url`/sites/${site}/posture/${kind}/${id}`);
export const answersOf = (site: string, kind: string, id: string) =>
  reading<{ items: Answer[]; posture: SubjectPosture }>(url`/sites/${site}/subjects/${kind}/${id}/requirements`);

/** The zones of a site by id; empty until they are loaded. */
export function useZones(site: string): Map<string, Zone> {
  const { data } = useQuery({ ...zonesOf(site), select: byID });
  return data ?? none;
}

const none = new Map<string, Zone>();
const byID = (zones: Zone[]) => new Map(zones.map((z) => [z.id, z]));

/** Whether a subject of the posture is the one that is meant. */
export function same(a: SubjectRef, b: SubjectRef): boolean {
  return a.kind === b.kind && a.id === b.id;
}
