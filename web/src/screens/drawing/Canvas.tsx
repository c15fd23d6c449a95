import {
  Background,
  MiniMap,
  Panel,
  ReactFlow,
  useReactFlow,
  type EdgeTypes,
  type NodeChange,
  type NodeTypes,
} from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { ActionIcon, Tooltip, useComputedColorScheme } from "@mantine/core";
import { Maximize, Minus, Plus } from "lucide-react";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Places } from "../../parts/plant/places";
import { neighbour, routes } from "../../parts/plant/route";
import { standing, type Drawing, type Place } from "../../parts/plant/types";
import { ConduitLine } from "./ConduitLine";
import classes from "./drawing.module.css";
import { conduitEdges, withInner, zoneData, zoneNodes, type ZoneNode } from "./nodes";
import { Selecting } from "./selecting";
import { ZoneBox } from "./ZoneBox";

const nodeTypes: NodeTypes = { zone: ZoneBox };
const edgeTypes: EdgeTypes = { conduit: ConduitLine };
const nudge = 12;
const tooSmall = 0.35;

interface Props {
  drawing: Drawing;
  places: Places;
  selected?: string;
  editable: boolean;
  onSelect: (id: string | undefined) => void;
  /** The zones that were put somewhere else. */
  onPlace: (moved: Places) => void;
}

/** The drawing itself: to pan, zoom, select and, where allowed, rearrange. */
export function Canvas({ drawing, places: stored, selected, editable, onSelect, onPlace }: Props) {
  const { t } = useTranslation("plant");
  const flow = useReactFlow();
  const scheme = useComputedColorScheme("light");
  const canvas = useRef<HTMLDivElement>(null);
  // Where zones are while they are being dragged; the stored places hold otherwise.
  const [moving, setMoving] = useState<Places>(none);
  const places = useMemo(() => (moving.size > 0 ? new Map([...stored, ...moving]) : stored), [stored, moving]);
  const data = useMemo(() => zoneData(drawing, editable), [drawing, editable]);
  const nodes = useMemo(() => zoneNodes(drawing, places, data, selected), [drawing, places, data, selected]);
  const lines = useMemo(() => routes(drawing.edges, places, places !== stored), [drawing, places, stored]);
  const edges = useMemo(() => conduitEdges(drawing, lines, selected), [drawing, lines, selected]);
  const selecting = useMemo(() => {
    const keys = new Map(drawing.nodes.map((n) => [n.id, n.key]));
    return { select: (id: string) => onSelect(id), zoneKey: (zone: string) => keys.get(zone) ?? "" };
  }, [drawing, onSelect]);

  /** Where a zone and what lies in it come to stand when its corner goes to x, y. */
  const moved = (zone: string, x: number, y: number): Places => {
    const from = places.get(zone);
    if (!from) return none;
    const result: Places = new Map();
    for (const id of withInner(drawing, zone)) {
      const p = places.get(id);
      if (p) result.set(id, { ...p, x: Math.round(p.x + x - from.x), y: Math.round(p.y + y - from.y) });
    }
    return result;
  };

  const corner = (zone: string): Place | undefined => {
    const parent = drawing.nodes.find((n) => n.id === zone)?.parent;
    return parent ? places.get(parent) : undefined;
  };

  const onChanges = (changes: NodeChange<ZoneNode>[]) => {
    let next: Places | undefined;
    let done = false;
    for (const change of changes) {
      if (change.type === "position" && change.position) {
        const around = corner(change.id);
        next = new Map([
          ...(next ?? moving),
          ...moved(change.id, change.position.x + (around?.x ?? 0), change.position.y + (around?.y ?? 0)),
        ]);
      }
      if (change.type === "dimensions" && change.dimensions && change.resizing !== undefined) {
        const at = next?.get(change.id) ?? places.get(change.id);
        const { width, height } = change.dimensions;
        if (at)
          next = new Map([...(next ?? moving), [change.id, { ...at, w: Math.round(width), h: Math.round(height) }]]);
        done ||= change.resizing === false;
      }
    }
    if (next) setMoving(next);
    if (done) settle(next ?? moving);
  };

  const settle = (at: Places) => {
    setMoving(none);
    if (at.size > 0) onPlace(at);
  };

  const onKey = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const id =
      e.target instanceof HTMLElement ? e.target.closest<HTMLElement>(".react-flow__node")?.dataset.id : undefined;
    const box = e.currentTarget;
    const arrow = e.key.startsWith("Arrow");
    if (arrow && id && e.shiftKey && editable) {
      const p = places.get(id);
      const dx = e.key === "ArrowLeft" ? -nudge : e.key === "ArrowRight" ? nudge : 0;
      const dy = e.key === "ArrowUp" ? -nudge : e.key === "ArrowDown" ? nudge : 0;
      if (p) onPlace(moved(id, p.x + dx, p.y + dy));
    } else if (arrow && id) {
      const next = neighbour(places, id, e.key);
      if (next) {
        box.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus();
        show(next);
      }
    } else if ((e.key === "Enter" || e.key === " ") && id) onSelect(id);
    else if (e.key === "Escape" && selected) onSelect(undefined);
    else if (e.key === "+" || e.key === "=") void flow.zoomIn({ duration: 150 });
    else if (e.key === "-") void flow.zoomOut({ duration: 150 });
    else if (e.key === "0") void flow.fitView({ padding: 0.08, duration: 200 });
    else return;
    e.preventDefault();
    e.stopPropagation();
  };

  /** Brings a zone into view when it lies outside of it. */
  const show = (id: string) => {
    const p = places.get(id);
    if (p) void flow.setCenter(p.x + p.w / 2, p.y + p.h / 2, { zoom: flow.getZoom(), duration: 150 });
  };

  /** Labels of conduits keep their size on the screen, until the drawing is too small for them. */
  const keepLabels = (zoom: number) => {
    canvas.current?.style.setProperty("--counter-zoom", String(Math.min(1.8, Math.max(1, 1 / zoom))));
    canvas.current?.toggleAttribute("data-far", zoom < tooSmall);
  };

  return (
    <Selecting value={selecting}>
      <div ref={canvas} className={classes.canvas} onKeyDown={onKey} role="group" aria-label={t("drawing.canvas")}>
        <ReactFlow<ZoneNode>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onChanges}
          onNodeClick={(_, node) => onSelect(node.id)}
          onEdgeClick={(_, edge) => onSelect(edge.id)}
          onPaneClick={() => onSelect(undefined)}
          onNodeDragStop={() => settle(moving)}
          nodesDraggable={editable}
          nodesConnectable={false}
          disableKeyboardA11y
          colorMode={scheme}
          nodeDragThreshold={4}
          snapToGrid
          snapGrid={[4, 4]}
          fitView
          fitViewOptions={{ padding: 0.08, maxZoom: 1.1 }}
          minZoom={0.1}
          maxZoom={2.5}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          onViewportChange={({ zoom }) => keepLabels(zoom)}
        >
          <Background gap={24} />
          <Panel position="top-right" className={classes.tools}>
            <Tool label={t("drawing.zoomIn")} onClick={() => void flow.zoomIn({ duration: 150 })} icon={Plus} />
            <Tool label={t("drawing.zoomOut")} onClick={() => void flow.zoomOut({ duration: 150 })} icon={Minus} />
            <Tool
              label={t("drawing.fit")}
              onClick={() => void flow.fitView({ padding: 0.08, duration: 200 })}
              icon={Maximize}
            />
          </Panel>
          <MiniMap
            pannable
            zoomable
            style={{ width: 150, height: 100 }}
            ariaLabel={t("drawing.minimap")}
            nodeColor={(node) => colours[standing((node as ZoneNode).data.zone)]}
            nodeStrokeColor="var(--level-edge)"
            nodeBorderRadius={8}
          />
        </ReactFlow>
      </div>
    </Selecting>
  );
}

const none: Places = new Map();
const colours = { met: "var(--met)", below: "var(--gap)", none: "var(--level-0)" };

function Tool({ label, onClick, icon: Icon }: { label: string; onClick: () => void; icon: typeof Plus }) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon variant="default" aria-label={label} onClick={onClick}>
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
