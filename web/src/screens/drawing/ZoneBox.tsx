import { Handle, NodeResizer, Position, type NodeProps } from "@xyflow/react";
import { VisuallyHidden } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Marks } from "../../parts/plant/Marks";
import { zoneSize } from "../../parts/plant/places";
import { standing } from "../../parts/plant/types";
import { word } from "../../parts/plant/words";
import { formatNumber } from "../../parts/TimeAgo";
import { VectorLine } from "../../parts/VectorBar";
import classes from "./drawing.module.css";
import type { ZoneNode } from "./nodes";

/** A zone on the drawing: name, marks, SL-A, and the level steps that are missing. */
export const ZoneBox = memo(function ZoneBox({ data: { zone, outer, editable }, selected }: NodeProps<ZoneNode>) {
  const { t } = useTranslation("plant");
  return (
    <div
      className={classes.zone}
      data-standing={standing(zone)}
      data-outer={outer || undefined}
      data-selected={selected || undefined}
    >
      {editable && selected && (
        <NodeResizer
          minWidth={zoneSize.w}
          minHeight={zoneSize.h}
          lineClassName={classes.resizeLine}
          handleClassName={classes.resizeHandle}
        />
      )}
      {/* Conduits find their own ends on the border; the flow only draws edges between handles. */}
      <Handle type="source" position={Position.Top} isConnectable={false} className={classes.handle} />
      <Handle type="target" position={Position.Top} isConnectable={false} className={classes.handle} />
      <div className={classes.zoneTop}>
        <span className={classes.zoneKey}>{zone.key}</span>
        <Marks of={zone} />
        <VisuallyHidden>{t(`standing.${standing(zone)}`, { count: zone.steps })}</VisuallyHidden>
        {zone.steps > 0 && (
          <span className={classes.zoneGap} aria-hidden>
            {t("drawing.missing", { steps: zone.steps })}
          </span>
        )}
      </div>
      <div className={classes.zoneName}>{zone.name}</div>
      <VectorLine achieved={zone.achieved} target={zone.target} gap={zone.target ? zone.gap : null} />
      <div className={classes.zoneFoot}>
        <span>{word("zoneKind", zone.zoneKind)}</span>
        <span>{t("drawing.assets", { count: zone.assets, n: formatNumber(zone.assets) })}</span>
      </div>
    </div>
  );
});
