import { Handle, NodeResizer, Position, type NodeProps } from "@xyflow/react";
import { VisuallyHidden } from "@mantine/core";
import { memo, use } from "react";
import { useTranslation } from "react-i18next";
import { Marks } from "../../parts/plant/Marks";
import { zoneSize } from "../../parts/plant/places";
import { standing } from "../../parts/plant/types";
import { word } from "../../parts/plant/words";
import { formatNumber } from "../../parts/TimeAgo";
import { VectorLine } from "../../parts/VectorBar";
import { AssetChips } from "./AssetChips";
import classes from "./drawing.module.css";
import { FoundBadge } from "./Found";
import { chipsIn } from "./geometry";
import type { ZoneNode } from "./nodes";
import { Selecting } from "./selecting";

/** A zone on the drawing: name, marks, SL-A, the level steps that are missing, its findings and assets. */
export const ZoneBox = memo(function ZoneBox({
  data: { zone, outer, editable },
  selected,
  width = zoneSize.w,
  height = zoneSize.h,
}: NodeProps<ZoneNode>) {
  const { t } = useTranslation(["plant", "drawing"]);
  const { found, assets } = use(Selecting);
  const most = outer ? 2 : chipsIn({ w: width, h: height });
  const chips = assets && zone.assets > 0 && most > 0;
  return (
    <div
      className={classes.zone}
      data-standing={standing(zone)}
      data-outer={outer || undefined}
      data-chips={chips || undefined}
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
      {editable && (
        <Handle
          id="draw"
          type="source"
          position={Position.Right}
          className={classes.connect}
          title={t("drawing:connect")}
        />
      )}
      <div className={classes.zoneTop}>
        <span className={classes.zoneKey}>{zone.key}</span>
        <Marks of={zone} />
        <FoundBadge found={found.get(`zone ${zone.key}`)} />
        <VisuallyHidden>{t(`standing.${standing(zone)}`, { count: zone.steps })}</VisuallyHidden>
        {zone.steps > 0 && (
          <span className={classes.zoneGap} aria-hidden>
            {t("drawing.missing", { steps: zone.steps })}
          </span>
        )}
      </div>
      <div className={classes.zoneName}>{zone.name}</div>
      <VectorLine achieved={zone.achieved} target={zone.target} gap={zone.target ? zone.gap : null} />
      {chips && <AssetChips zone={zone.id} most={most} />}
      <div className={classes.zoneFoot}>
        <span>{word("zoneKind", zone.zoneKind)}</span>
        <span>{t("drawing.assets", { count: zone.assets, n: formatNumber(zone.assets) })}</span>
      </div>
    </div>
  );
});
