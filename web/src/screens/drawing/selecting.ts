import { createContext } from "react";
import i18n from "../../i18n";
import { standing, type DrawingEdge, type DrawingNode } from "../../parts/plant/types";
import { word } from "../../parts/plant/words";

/** How a conduit's label reaches the screen's selection, and names the zones at its ends. */
export const Selecting = createContext<{ select: (id: string) => void; zoneKey: (zone: string) => string }>({
  select: () => undefined,
  zoneKey: (zone) => zone,
});

/** A zone in one sentence, for who listens instead of looking. */
export function zoneSpoken(zone: DrawingNode): string {
  const t = i18n.getFixedT(null, "plant");
  return [
    `${zone.key} ${zone.name}`,
    word("zoneKind", zone.zoneKind),
    zone.safety && t("mark.safety"),
    zone.wireless && t("mark.wireless"),
    zone.external && t("mark.external"),
    t("drawing.assets", { count: zone.assets, n: zone.assets }),
    standingSpoken(zone),
  ]
    .filter(Boolean)
    .join(", ");
}

/** What a conduit's label says besides its key. */
export function conduitSpoken(conduit: DrawingEdge, zoneKey: (zone: string) => string): string {
  const t = i18n.getFixedT(null, "plant");
  return [
    conduit.name,
    t(`drawing.between.${conduit.direction}`, { from: zoneKey(conduit.from), to: zoneKey(conduit.to) }),
    conduit.wireless && t("mark.wireless"),
    standingSpoken(conduit),
  ]
    .filter(Boolean)
    .join(", ");
}

function standingSpoken(subject: DrawingNode | DrawingEdge): string {
  return i18n.t(`plant:standing.${standing(subject)}`, { count: subject.steps ?? 0 });
}
