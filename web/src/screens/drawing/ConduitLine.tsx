import { VisuallyHidden } from "@mantine/core";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { Wifi } from "lucide-react";
import { memo, use } from "react";
import { pathOf } from "../../parts/plant/route";
import { standing } from "../../parts/plant/types";
import { FoundBadge } from "./Found";
import { Selecting, conduitSpoken } from "./selecting";
import classes from "./drawing.module.css";
import type { ConduitEdge } from "./nodes";

const sign = { forward: "→", backward: "←", both: "↔" } as const;

/** A conduit on the drawing; its label is the button that selects it. */
export const ConduitLine = memo(function ConduitLine({
  data,
  selected,
  markerStart,
  markerEnd,
}: EdgeProps<ConduitEdge>) {
  const { select, zoneKey, found } = use(Selecting);
  if (!data) return null;
  const { conduit, route } = data;
  const { x, y } = route.label;
  const state = standing(conduit);
  return (
    <>
      <BaseEdge
        path={pathOf(route.points)}
        markerStart={markerStart}
        markerEnd={markerEnd}
        className={classes.line}
        data-standing={state}
        data-wireless={conduit.wireless || undefined}
        data-selected={selected || undefined}
        interactionWidth={16}
      />
      <EdgeLabelRenderer>
        <button
          type="button"
          className={`${classes.label} nodrag nopan`}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px) scale(var(--counter-zoom, 1))` }}
          data-standing={state}
          data-selected={selected || undefined}
          aria-pressed={selected ?? false}
          onClick={() => select(conduit.id)}
        >
          <span>{conduit.key}</span>
          <VisuallyHidden>{conduitSpoken(conduit, zoneKey)}</VisuallyHidden>
          <span aria-hidden>{sign[conduit.direction]}</span>
          {conduit.wireless && <Wifi size={12} aria-hidden />}
          <FoundBadge found={found.get(`conduit ${conduit.key}`)} />
          {(conduit.steps ?? 0) > 0 && (
            <span className={classes.labelGap} aria-hidden>
              {`−${conduit.steps}`}
            </span>
          )}
        </button>
      </EdgeLabelRenderer>
    </>
  );
});
