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
import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Places } from "../../parts/plant/places";
import { neighbour, routes } from "../../parts/plant/route";
import { standing, type Drawing, type Place } from "../../parts/plant/types";
import { useCarry } from "./carry";
import { ConduitLine } from "./ConduitLine";
import classes from "./drawing.module.css";
import type { Editing } from "./editing";
import type { Found } from "./findings";
import { centre, dropped, rectangle, zoneAt, type Dropped, type Spot } from "./geometry";
import { conduitEdges, useZoneNodes, withInner, zoneData, type ZoneNode } from "./nodes";
import type { Asked } from "./RecordForms";
import { Selecting, type Around } from "./selecting";
import { ZoneBox } from "./ZoneBox";

const nodeTypes: NodeTypes = { zone: ZoneBox };
const edgeTypes: EdgeTypes = { conduit: ConduitLine };
const nudge = 12;
const tooSmall = 0.35;
/** From this zoom on, the assets of a zone can be read. */
const closeUp = 0.7;
/** Above this many zones only those in view are drawn, and no dots behind them, which cost more than the zones. */
const crowd = 60;

/** What the pointer does on the drawing. */
export type Tool = { what: "select" } | { what: "zone" } | { what: "conduit"; from?: string };

interface Props {
  site: string;
  drawing: Drawing;
  places: Places;
  selected?: string;
  editable: boolean;
  mayMoveAssets: boolean;
  showAssets: boolean;
  found: Found;
  tool: Tool;
  editing: Editing;
  onTool: (tool: Tool) => void;
  onAsk: (asked: Asked) => void;
  onDelete: (id: string) => void;
  onSelect: (id: string | undefined) => void;
  /** Zones were put somewhere else, perhaps into another zone. */
  onPlace: (dropped: Dropped & { zone?: string }) => void;
  /** What stands on the drawing besides zones. */
  children?: ReactNode;
}

/** The drawing itself: to pan, zoom, select and, where allowed, rearrange. */
export function Canvas(p: Props) {
  const { site, drawing, places: stored, selected, editable, showAssets, found, tool, editing, onSelect, onTool } = p;
  const { onAsk } = p;
  const { t } = useTranslation(["plant", "drawing"]);
  const flow = useReactFlow();
  const scheme = useComputedColorScheme("light");
  const canvas = useRef<HTMLDivElement>(null);
  const zoomed = useRef(0);
  // Where zones are while they are being dragged; the stored places hold otherwise.
  const [moving, showMoving] = useState<Places>(none);
  // The pointer is faster than what is shown: what was moved last is here.
  const latest = useRef<Places>(none);
  const setMoving = (at: Places) => {
    latest.current = at;
    showMoving(at);
  };
  const [dropOn, setDropOn] = useState<string>();
  const [near, setNear] = useState(false);
  const [frame, setFrame] = useState<{ from: Spot; to: Spot }>();
  const places = useMemo(() => (moving.size > 0 ? new Map([...stored, ...moving]) : stored), [stored, moving]);
  const data = useMemo(() => zoneData(drawing, editable), [drawing, editable]);
  const nodes = useZoneNodes(drawing, places, data, selected, dropOn);
  const lines = useMemo(() => routes(drawing.edges, places, places !== stored), [drawing, places, stored]);
  const edges = useMemo(() => conduitEdges(drawing, lines, selected), [drawing, lines, selected]);

  const spotOf = (at: { x: number; y: number }) => flow.screenToFlowPosition(at, { snapToGrid: false });
  const { carried, carry } = useCarry(
    (asset, at) => {
      const box = canvas.current?.getBoundingClientRect();
      const inside = box && at.x >= box.left && at.x <= box.right && at.y >= box.top && at.y <= box.bottom;
      const zone = inside ? zoneAt(places, spotOf(at)) : undefined;
      if (zone && zone !== asset.zone) editing.moveAsset.mutate({ ...asset, zone });
    },
    (asset) => onAsk({ what: "asset", asset }),
  );
  const assets = showAssets && near;
  const mayMoveAssets = p.mayMoveAssets;
  const around = useMemo<Around>(() => {
    const keys = new Map(drawing.nodes.map((n) => [n.id, n.key]));
    return {
      site,
      select: (id: string) => onSelect(id),
      zoneKey: (zone: string) => keys.get(zone) ?? "",
      found,
      assets,
      ...(mayMoveAssets ? { carry, ask: (asset) => onAsk({ what: "asset", asset }) } : {}),
    };
  }, [site, drawing, onSelect, found, assets, mayMoveAssets, carry, onAsk]);

  /** Takes a zone as the next end of the conduit that is being drawn. */
  const pick = (zone: string) => {
    if (tool.what !== "conduit") return;
    if (!tool.from) onTool({ what: "conduit", from: zone });
    else if (tool.from !== zone) {
      onTool({ what: "select" });
      onAsk({ what: "conduit", from: tool.from, to: zone });
    }
  };

  const askZone = (a: Spot, b: Spot) => {
    const place = rectangle(a, b);
    onTool({ what: "select" });
    onAsk({ what: "zone", place, parent: zoneAt(places, centre(place)) });
  };

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
          ...(next ?? latest.current),
          ...moved(change.id, change.position.x + (around?.x ?? 0), change.position.y + (around?.y ?? 0)),
        ]);
      }
      if (change.type === "dimensions" && change.dimensions && change.resizing !== undefined) {
        const at = next?.get(change.id) ?? places.get(change.id);
        const { width, height } = change.dimensions;
        if (at)
          next = new Map([
            ...(next ?? latest.current),
            [change.id, { ...at, w: Math.round(width), h: Math.round(height) }],
          ]);
        done ||= change.resizing === false;
      }
    }
    if (next) setMoving(next);
    if (done) settle(next ?? latest.current);
  };

  const settle = (at: Places, zone?: string) => {
    setMoving(none);
    setDropOn(undefined);
    if (at.size === 0) return;
    p.onPlace(zone ? { ...dropped(drawing, stored, at, zone), zone } : { places: at });
  };

  /** Shows into which zone the one that is dragged would go. */
  const hover = (zone: string) => {
    const at = latest.current.get(zone);
    if (at) setDropOn(zoneAt(stored, centre(at), new Set(withInner(drawing, zone))));
  };

  const onKey = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const id =
      e.target instanceof HTMLElement ? e.target.closest<HTMLElement>(".react-flow__node")?.dataset.id : undefined;
    const arrow = e.key.startsWith("Arrow");
    if (arrow && id && e.shiftKey && editable) {
      const at = places.get(id);
      const dx = e.key === "ArrowLeft" ? -nudge : e.key === "ArrowRight" ? nudge : 0;
      const dy = e.key === "ArrowUp" ? -nudge : e.key === "ArrowDown" ? nudge : 0;
      if (at) p.onPlace({ places: moved(id, at.x + dx, at.y + dy) });
    } else if (arrow && id) {
      const next = neighbour(places, id, e.key);
      if (next) {
        show(next);
        focus(next);
      }
    } else if ((e.key === "Enter" || e.key === " ") && id) {
      if (tool.what === "conduit") pick(id);
      else onSelect(id);
    } else if (e.key === "Escape" && tool.what !== "select") onTool({ what: "select" });
    else if (e.key === "Escape" && selected) onSelect(undefined);
    else if (e.key.toLowerCase() === "c" && editable) onTool({ what: "conduit", from: id });
    else if (e.key === "Delete" && editable && id) p.onDelete(id);
    else if (e.key === "+" || e.key === "=") void flow.zoomIn({ duration: 150 });
    else if (e.key === "-") void flow.zoomOut({ duration: 150 });
    else if (e.key === "0") void flow.fitView({ padding: 0.08, duration: 200 });
    else return;
    e.preventDefault();
    e.stopPropagation();
  };

  /** Goes to a zone, which may have to come into view before it is drawn. */
  const focus = (id: string, tries = 20) => {
    const box = canvas.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    if (box) box.focus();
    else if (tries > 0) requestAnimationFrame(() => focus(id, tries - 1));
  };

  /** A double click on the empty drawing adds a zone there. */
  const onDouble = (e: MouseEvent) => {
    if (!editable || !(e.target instanceof Element) || !e.target.closest(".react-flow__pane")) return;
    if (e.target.closest(".react-flow__node")) return;
    const at = spotOf({ x: e.clientX, y: e.clientY });
    askZone(at, at);
  };

  /** Brings a zone into view when it lies outside of it. */
  const show = (id: string) => {
    const at = places.get(id);
    if (at) void flow.setCenter(at.x + at.w / 2, at.y + at.h / 2, { zoom: flow.getZoom(), duration: 150 });
  };

  /** Labels of conduits keep their size on the screen, until the drawing is too small for them. */
  const keepLabels = (zoom: number) => {
    if (zoom === zoomed.current) return; // only panned
    zoomed.current = zoom;
    canvas.current?.style.setProperty("--counter-zoom", String(Math.min(1.8, Math.max(1, 1 / zoom))));
    canvas.current?.toggleAttribute("data-far", zoom < tooSmall);
    setNear(zoom >= closeUp);
  };

  return (
    <Selecting value={around}>
      <div
        ref={canvas}
        className={classes.canvas}
        data-tool={tool.what}
        onKeyDown={onKey}
        onDoubleClick={onDouble}
        role="group"
        aria-label={t("drawing.canvas")}
      >
        <ReactFlow<ZoneNode>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onChanges}
          onNodeClick={(_, node) => (tool.what === "conduit" ? pick(node.id) : onSelect(node.id))}
          onEdgeClick={(_, edge) => onSelect(edge.id)}
          onPaneClick={() => onSelect(undefined)}
          onNodeDrag={(_, node) => hover(node.id)}
          onNodeDragStop={(_, node) => settle(latest.current, node.id)}
          onConnectEnd={(e, state) => {
            const at = "changedTouches" in e ? e.changedTouches[0] : e;
            const from = state.fromNode?.id;
            const to = at && zoneAt(places, spotOf({ x: at.clientX, y: at.clientY }));
            if (from && to && from !== to) onAsk({ what: "conduit", from, to });
          }}
          onlyRenderVisibleElements={nodes.length > crowd}
          nodesDraggable={editable && tool.what === "select"}
          nodesConnectable={editable}
          zoomOnDoubleClick={!editable}
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
          onMoveStart={() => canvas.current?.setAttribute("data-moving", "")}
          onMoveEnd={() => canvas.current?.removeAttribute("data-moving")}
        >
          {nodes.length <= crowd && <Background gap={24} />}
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
          {p.children}
        </ReactFlow>
        {tool.what === "zone" && (
          <div
            className={classes.sheet}
            data-testid="sheet"
            onPointerDown={(e) => {
              e.currentTarget.setPointerCapture(e.pointerId);
              setFrame({ from: { x: e.clientX, y: e.clientY }, to: { x: e.clientX, y: e.clientY } });
            }}
            onPointerMove={(e) => frame && setFrame({ ...frame, to: { x: e.clientX, y: e.clientY } })}
            onPointerUp={() => {
              if (frame) askZone(spotOf(frame.from), spotOf(frame.to));
              setFrame(undefined);
            }}
            onPointerCancel={() => setFrame(undefined)}
          >
            {frame && <div className={classes.frame} style={framed(frame)} />}
          </div>
        )}
        {carried && (
          <div className={classes.carried} style={{ left: carried.at.x + 10, top: carried.at.y + 6 }} aria-hidden>
            {carried.asset.key}
          </div>
        )}
      </div>
    </Selecting>
  );
}

const none: Places = new Map();

/** The rectangle that is being drawn, as the window counts. */
function framed({ from, to }: { from: Spot; to: Spot }) {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  };
}

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
