import { createContext } from "react";
import i18n from "../../i18n";
import { standing, type DrawingEdge } from "../../parts/plant/types";

/** How a conduit's label reaches the screen's selection, and names the zones at its ends. */
export const Selecting = createContext<{ select: (id: string) => void; zoneKey: (zone: string) => string }>({
  select: () => undefined,
  zoneKey: (zone) => zone,
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
