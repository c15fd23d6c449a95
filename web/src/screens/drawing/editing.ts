// What an editor of the drawing does to the register.

import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { entryOf, keyOf, queries, send, url } from "../../api/api";
import type { Asset, Conduit, Zone } from "../../api/types";
import { undo, useSave, useWrite } from "../../api/write";
import { tidy } from "../../parts/plant/tidy";
import { drawingOf } from "../../parts/plant/queries";
import type { Places } from "../../parts/plant/places";
import type { Dropped } from "./geometry";

/** Keeps places, and in which zone a zone lies, and shows them at once. */
export async function store(site: string, moved: Places, lies: ReadonlyMap<string, string> = new Map()) {
  const reads = drawingOf(site);
  await queries.cancelQueries({ queryKey: reads.queryKey });
  queries.setQueryData(
    reads.queryKey,
    (old) =>
      old && {
        ...old,
        nodes: old.nodes.map((n) => ({
          ...n,
          place: moved.get(n.id) ?? n.place,
          parent: lies.has(n.id) ? lies.get(n.id) || undefined : n.parent,
        })),
      },
  );
  const places = [...moved].map(([zone, place]) => ({
    zone,
    ...place,
    ...(lies.has(zone) ? { parent: lies.get(zone) } : {}),
  }));
  try {
    return await send("PUT", url`/sites/${site}/drawing/places`, { places });
  } catch (problem) {
    void queries.invalidateQueries({ queryKey: reads.queryKey });
    throw problem;
  }
}

/** The writes of the drawing. Each leaves one entry, which Ctrl+Z takes back, the newest first. */
export function useEditing(site: string) {
  const { t } = useTranslation(["drawing", "plant"]);
  const entries = useRef<number[]>([]);
  const noted = (out: unknown) => {
    const entry = entryOf(out);
    if (entry) entries.current.push(entry);
  };
  const touches = useMemo(() => [keyOf(url`/sites/${site}`)], [site]);
  const all = { touches, site, onSuccess: noted };

  const place = useWrite(
    ({ places, parent, zone }: Dropped & { zone?: string }) => {
      const lies = zone && parent !== undefined ? new Map([[zone, parent]]) : undefined;
      return store(site, places, lies);
    },
    {
      site,
      onSuccess: (out, { parent }) => {
        noted(out);
        if (parent !== undefined) void queries.invalidateQueries({ queryKey: keyOf(url`/sites/${site}`) });
      },
      touches: [],
      said: (_, { places, parent }) =>
        parent === undefined ? t("plant:drawing.moved", { count: places.size }) : t("drawing:zoneMoved"),
    },
  );
  const addZone = useWrite((z: Partial<Zone>) => send<Zone>("POST", url`/sites/${site}/zones`, tidy(z)), {
    ...all,
    quiet: true,
    said: (z) => t("plant:zones.added", { key: z.key }),
  });
  const saveZone = useSave<Zone>((z) => url`/sites/${site}/zones/${z.id}`, {
    ...all,
    quiet: true,
    said: (z) => t("plant:zones.saved", { key: z.key }),
  });
  const addConduit = useWrite((c: Partial<Conduit>) => send<Conduit>("POST", url`/sites/${site}/conduits`, tidy(c)), {
    ...all,
    quiet: true,
    said: (c) => t("plant:zones.added", { key: c.key }),
  });
  const saveConduit = useSave<Conduit>((c) => url`/sites/${site}/conduits/${c.id}`, {
    ...all,
    quiet: true,
    said: (c) => t("plant:zones.saved", { key: c.key }),
  });
  const moveAsset = useSave<Asset>((a) => url`/sites/${site}/assets/${a.id}`, {
    ...all,
    said: (a) => t("drawing:assetMoved", { key: a.key }),
  });

  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.key.toLowerCase() !== "z" || !(e.ctrlKey || e.metaKey) || e.shiftKey || e.altKey || e.defaultPrevented)
        return;
      const typing = e.target instanceof HTMLElement && e.target.matches("input, textarea, select");
      if (typing || document.querySelector('[role="dialog"]')) return;
      const entry = entries.current.pop();
      if (!entry) return;
      e.preventDefault();
      void undo(site, entry);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [site]);

  return { place, addZone, saveZone, addConduit, saveConduit, moveAsset, noted };
}

export type Editing = ReturnType<typeof useEditing>;
