import { createContext, type PointerEvent } from "react";
import type { Asset } from "../../api/types";
import i18n from "../../i18n";
import { standing, type DrawingEdge } from "../../parts/plant/types";
import type { Found } from "./findings";

/** What zones and conduits on the drawing need of the screen around them. */
export interface Around {
  site: string;
  select: (id: string) => void;
  zoneKey: (zone: string) => string;
  found: Found;
  /** Whether assets are shown inside of zones. */
  assets: boolean;
  /** Begins to carry an asset to another zone, where that is allowed. */
  carry?: (asset: Asset, e: PointerEvent) => void;
  /** Asks for the zone of an asset. */
  ask?: (asset: Asset) => void;
}

export const Selecting = createContext<Around>({
  site: "",
  select: () => undefined,
  zoneKey: (zone) => zone,
  found: new Map(),
  assets: false,
});

/** What a conduit's label says besides its key. */
export function conduitSpoken(conduit: DrawingEdge, zoneKey: (zone: string) => string): string {
  const t = i18n.getFixedT(null, "plant");
  return [
    conduit.name,
    t(`drawing.between.${conduit.direction}`, { from: zoneKey(conduit.from), to: zoneKey(conduit.to) }),
    conduit.wireless && t("mark.wireless"),
    t(`standing.${standing(conduit)}`, { count: conduit.steps ?? 0 }),
  ]
    .filter(Boolean)
    .join(", ");
}
