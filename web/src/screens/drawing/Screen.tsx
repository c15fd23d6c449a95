import { Button, Drawer, Loader, Menu, SegmentedControl, Switch, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Panel, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { Download, FileUp, LayoutGrid, Network, Plus, Spline, SquareDashed } from "lucide-react";
import type { TFunction } from "i18next";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { address, url } from "../../api/api";
import { useCan } from "../../api/me";
import type { Asset } from "../../api/types";
import { useWrite } from "../../api/write";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Loading } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import { DeleteSubject } from "../../parts/plant/DeleteSubject";
import "../../parts/plant/plant.css";
import { storedPlaces } from "../../parts/plant/places";
import { conduitsOf, drawingOf, zonesOf } from "../../parts/plant/queries";
import type { Drawing } from "../../parts/plant/types";
import { usePrinting } from "../../parts/printing";
import { Canvas, type Tool } from "./Canvas";
import classes from "./drawing.module.css";
import { store, useEditing } from "./editing";
import { useFindings } from "./findings";
import { ImportDialog } from "./ImportDialog";
import { layOut } from "./layout";
import { Legend } from "./Legend";
import { ListView } from "./ListView";
import { AssetForm, ConduitForm, ZoneForm, type Asked } from "./RecordForms";
import { Selecting } from "./selecting";
import { SidePanel } from "./SidePanel";
import { Tray } from "./Tray";

/** Zones and conduits as a picture, computed from the register, in which both can be changed. */
export default function Screen() {
  const site = useSite();
  const drawing = useQuery(drawingOf(site.id));
  return (
    <>
      {drawing.isError && <ErrorPanel error={drawing.error} onRetry={() => void drawing.refetch()} />}
      {drawing.isPending && <Loading />}
      {drawing.data && (
        <ReactFlowProvider>
          <Editor site={site.id} drawing={drawing.data} />
        </ReactFlowProvider>
      )}
    </>
  );
}

function Editor({ site, drawing }: { site: string; drawing: Drawing }) {
  const { t } = useTranslation(["plant", "drawing", "common"]);
  const can = useCan();
  const editable = can("plant.edit", site);
  const mayMoveAssets = can("asset.edit", site);
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const printing = usePrinting();
  const narrow = useMediaQuery("screen and (max-width: 62em)") ?? false;
  const view = search.view === "list" || search.view === "drawing" ? search.view : narrow ? "list" : "drawing";
  const wanted = typeof search.select === "string" ? search.select : undefined;
  // What was selected may be gone, by undo or by somebody else's hand.
  const selected = [...drawing.nodes, ...drawing.edges].some((x) => x.id === wanted) ? wanted : undefined;
  const select = useCallback(
    (id: string | undefined) =>
      void navigate({ to: ".", search: (old) => ({ ...old, select: id }), replace: true, resetScroll: false }),
    [navigate],
  );
  const [tool, setTool] = useState<Tool>({ what: "select" });
  const [asked, setAsked] = useState<Asked>();
  const [deleting, setDeleting] = useState<string>();
  const [importing, setImporting] = useState(false);
  const [showAssets, setShowAssets] = useState(true);
  const editing = useEditing(site);
  const found = useFindings(site);
  const zones = useQuery({ ...zonesOf(site), enabled: editable });
  const conduits = useQuery({ ...conduitsOf(site), enabled: editable });

  const flow = useReactFlow();
  const showAll = () => requestAnimationFrame(() => void flow.fitView({ padding: 0.08, maxZoom: 1.1 }));
  const again = useWrite(async () => store(site, await layOut(drawing)), {
    touches: [],
    said: t("drawing.laidOut"),
    site,
    onSuccess: (out) => {
      editing.noted(out);
      showAll();
    },
  });
  const stored = storedPlaces(drawing);
  // A drawing that nobody has laid out yet is laid out once, and kept if that is allowed.
  const first = useQuery({
    queryKey: ["first layout", site, drawing.nodes.map((n) => n.id)],
    queryFn: async () => {
      const places = await layOut(drawing);
      if (editable) await store(site, places);
      return places;
    },
    enabled: !stored && view === "drawing" && drawing.nodes.length > 0,
    staleTime: Infinity,
    retry: false,
  });
  const places = stored ?? first.data;

  const edit = (id: string) => {
    const zone = zones.data?.find((z) => z.id === id);
    const conduit = conduits.data?.find((c) => c.id === id);
    if (zone) setAsked({ what: "zone", zone });
    else if (conduit) setAsked({ what: "conduit", conduit });
  };
  const done = (id?: string) => {
    setAsked(undefined);
    if (id) select(id);
  };
  const doomedZone = zones.data?.find((z) => z.id === deleting);
  const doomed = doomedZone ?? conduits.data?.find((c) => c.id === deleting);
  const panel = (onClose?: () => void) =>
    selected && (
      <SidePanel
        site={site}
        drawing={drawing}
        selected={selected}
        found={found}
        {...(editable ? { onEdit: edit, onDelete: setDeleting } : {})}
        {...(onClose ? { onClose } : {})}
      />
    );
  const around = {
    site,
    select,
    zoneKey: () => "",
    found,
    assets: false,
    // Beside the drawing there is nowhere to carry an asset to; a press asks.
    ...(mayMoveAssets
      ? {
          carry: (asset: Asset) => setAsked({ what: "asset", asset }),
          ask: (asset: Asset) => setAsked({ what: "asset", asset }),
        }
      : {}),
  };
  const empty = drawing.nodes.length === 0;

  return (
    <Page
      title={t("drawing.title")}
      full={!empty}
      wide
      actions={
        <>
          {!empty && (
            <SegmentedControl
              size="xs"
              aria-label={t("drawing.view")}
              value={view}
              onChange={(v) => void navigate({ to: ".", search: (old) => ({ ...old, view: v }), replace: true })}
              data={[
                { value: "drawing", label: t("drawing.asDrawing") },
                { value: "list", label: t("drawing.asList") },
              ]}
            />
          )}
          {editable && view === "list" && !empty && (
            <>
              <Button
                variant="default"
                leftSection={<Plus size={16} aria-hidden />}
                onClick={() => setAsked({ what: "zone" })}
              >
                {t("drawing:addZone")}
              </Button>
              <Button
                variant="default"
                leftSection={<Spline size={16} aria-hidden />}
                onClick={() => setAsked({ what: "conduit" })}
              >
                {t("zones.addConduit")}
              </Button>
            </>
          )}
          {editable && view === "drawing" && !empty && (
            <Button
              variant="default"
              loading={again.isPending}
              leftSection={<LayoutGrid size={16} aria-hidden />}
              onClick={() => again.mutate(undefined)}
            >
              {t("drawing.layOut")}
            </Button>
          )}
          {can("import.run", site) && (
            <Button variant="default" leftSection={<FileUp size={16} aria-hidden />} onClick={() => setImporting(true)}>
              {t("drawing:import")}
            </Button>
          )}
          {!empty && <ExportMenu site={site} />}
        </>
      }
    >
      {empty && (
        <EmptyState icon={Network} title={t("drawing.empty")} text={t("drawing:emptyText")}>
          {editable && (
            <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setAsked({ what: "zone" })}>
              {t("zones.addZone")}
            </Button>
          )}
        </EmptyState>
      )}
      {!empty && (view === "list" || printing) && <ListView drawing={drawing} onSelect={select} />}
      {!empty && view === "drawing" && (
        <>
          <Text size="sm" c="dimmed" className="no-print" role="status">
            {hint(t, tool, drawing, editable)}
          </Text>
          {first.isError && <ErrorPanel error={first.error} onRetry={() => void first.refetch()} />}
          <div className={`${classes.stage} no-print`}>
            {places ? (
              <Canvas
                site={site}
                drawing={drawing}
                places={places}
                selected={selected}
                editable={editable}
                mayMoveAssets={mayMoveAssets}
                showAssets={showAssets}
                found={found}
                tool={tool}
                editing={editing}
                onTool={setTool}
                onAsk={setAsked}
                onDelete={setDeleting}
                onSelect={select}
                onPlace={(moved) => editing.place.mutate(moved)}
              >
                <Panel position="top-left" className={classes.bar}>
                  {editable && (
                    <>
                      <Button
                        size="xs"
                        variant={tool.what === "zone" ? "filled" : "default"}
                        aria-pressed={tool.what === "zone"}
                        leftSection={<SquareDashed size={14} aria-hidden />}
                        onClick={() => setTool(tool.what === "zone" ? { what: "select" } : { what: "zone" })}
                      >
                        {t("drawing:drawZone")}
                      </Button>
                      <Button
                        size="xs"
                        variant={tool.what === "conduit" ? "filled" : "default"}
                        aria-pressed={tool.what === "conduit"}
                        leftSection={<Spline size={14} aria-hidden />}
                        onClick={() => setTool(tool.what === "conduit" ? { what: "select" } : { what: "conduit" })}
                      >
                        {t("drawing:drawConduit")}
                      </Button>
                      <Button
                        size="xs"
                        variant="default"
                        leftSection={<Plus size={14} aria-hidden />}
                        onClick={() => setAsked({ what: "zone" })}
                      >
                        {t("drawing:addZone")}
                      </Button>
                    </>
                  )}
                  <Switch
                    size="xs"
                    label={t("drawing:showAssets")}
                    checked={showAssets}
                    onChange={(e) => setShowAssets(e.currentTarget.checked)}
                    className={classes.switch}
                  />
                </Panel>
                {mayMoveAssets && (
                  <Panel position="bottom-left">
                    <Tray />
                  </Panel>
                )}
              </Canvas>
            ) : (
              <div className={classes.canvas}>
                {!first.isError && (
                  <div className={classes.status} role="status" aria-label={t("drawing.layingOut")}>
                    <Loader />
                  </div>
                )}
              </div>
            )}
            {selected && !narrow && (
              <Selecting value={around}>
                <aside className={classes.panel} aria-label={t("drawing.details")}>
                  {panel(() => select(undefined))}
                </aside>
              </Selecting>
            )}
          </div>
          {!printing && <Legend />}
        </>
      )}
      {(narrow || view === "list") && (
        <Drawer
          opened={Boolean(selected)}
          onClose={() => select(undefined)}
          position={narrow ? "bottom" : "right"}
          size={narrow ? "75%" : "md"}
          title={t("drawing.details")}
          closeButtonProps={{ "aria-label": t("common:close") }}
        >
          <Selecting value={around}>{panel()}</Selecting>
        </Drawer>
      )}
      {asked?.what === "zone" && <ZoneForm asked={asked} drawing={drawing} editing={editing} onDone={done} />}
      {asked?.what === "conduit" && <ConduitForm asked={asked} drawing={drawing} editing={editing} onDone={done} />}
      {asked?.what === "asset" && <AssetForm asked={asked} drawing={drawing} editing={editing} onDone={() => done()} />}
      {doomed && (
        <DeleteSubject
          site={site}
          kind={doomedZone ? "zone" : "conduit"}
          record={doomed}
          onDone={(out) => {
            editing.noted(out);
            setDeleting(undefined);
            select(undefined);
          }}
          onClose={() => setDeleting(undefined)}
        />
      )}
      {importing && (
        <ImportDialog
          site={site}
          onDone={(out) => {
            editing.noted(out);
            setImporting(false);
            showAll();
          }}
          onClose={() => setImporting(false)}
        />
      )}
    </Page>
  );
}

/** What the pointer and the keys do at the moment. */
function hint(t: TFunction<["plant", "drawing"]>, tool: Tool, drawing: Drawing, editable: boolean): string {
  if (tool.what === "zone") return t("drawing:drawZoneHint");
  if (tool.what === "conduit") {
    const from = drawing.nodes.find((n) => n.id === tool.from);
    return from ? t("drawing:pickSecond", { key: from.key }) : t("drawing:pickFirst");
  }
  return editable ? `${t("drawing:hintEdit")} ${t("plant:drawing.hint")}` : t("plant:drawing.hint");
}

function ExportMenu({ site }: { site: string }) {
  const { t } = useTranslation("drawing");
  const files = [
    { href: address(url`/sites/${site}/drawing.drawio`), label: t("drawio") },
    { href: address(url`/sites/${site}/drawing.svg`), label: t("svg") },
    { href: address(url`/sites/${site}/drawing.png`), label: t("png") },
  ];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={16} aria-hidden />}>
          {t("export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map((f) => (
          <Menu.Item key={f.href} component="a" href={f.href} download>
            {f.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
