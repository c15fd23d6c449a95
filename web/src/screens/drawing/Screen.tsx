import { Button, Drawer, Loader, SegmentedControl, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { Download, LayoutGrid, Network, Plus } from "lucide-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { address, queries, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import { useWrite } from "../../api/write";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Loading } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { LinkButton } from "../../parts/plant/link";
import { storedPlaces, type Places } from "../../parts/plant/places";
import { drawingOf } from "../../parts/plant/queries";
import type { Drawing } from "../../parts/plant/types";
import { usePrinting } from "../../parts/printing";
import { Canvas } from "./Canvas";
import classes from "./drawing.module.css";
import { layOut } from "./layout";
import { Legend } from "./Legend";
import { ListView } from "./ListView";
import { SidePanel } from "./SidePanel";

/** Zones and conduits as a picture, computed from the register. */
export default function Screen() {
  const { t } = useTranslation("plant");
  const site = useSite();
  const can = useCan();
  const drawing = useQuery(drawingOf(site.id));
  const editable = can("plant.edit", site.id);
  return (
    <>
      {drawing.isError && <ErrorPanel error={drawing.error} onRetry={() => void drawing.refetch()} />}
      {drawing.isPending && <Loading />}
      {drawing.data && drawing.data.nodes.length === 0 && (
        <Page title={t("drawing.title")}>
          <EmptyState icon={Network} title={t("drawing.empty")} text={t("drawing.emptyText")}>
            {editable && (
              <LinkButton
                to="/sites/$site/zones"
                params={{ site: site.id }}
                search={{ add: "zone" }}
                leftSection={<Plus size={16} aria-hidden />}
              >
                {t("zones.addZone")}
              </LinkButton>
            )}
          </EmptyState>
        </Page>
      )}
      {drawing.data && drawing.data.nodes.length > 0 && (
        <ReactFlowProvider>
          <Picture site={site.id} drawing={drawing.data} editable={editable} />
        </ReactFlowProvider>
      )}
    </>
  );
}

function Picture({ site, drawing, editable }: { site: string; drawing: Drawing; editable: boolean }) {
  const { t } = useTranslation(["plant", "common"]);
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const printing = usePrinting();
  const narrow = useMediaQuery("screen and (max-width: 62em)") ?? false;
  const view = search.view === "list" || search.view === "drawing" ? search.view : narrow ? "list" : "drawing";
  const selected = typeof search.select === "string" ? search.select : undefined;
  const select = useCallback(
    (id: string | undefined) =>
      void navigate({ to: ".", search: (old) => ({ ...old, select: id }), replace: true, resetScroll: false }),
    [navigate],
  );

  const save = useWrite((places: Places) => store(site, places), {
    touches: [],
    site,
    said: (_, moved) => t("drawing.moved", { count: moved.size }),
  });
  const flow = useReactFlow();
  const again = useWrite(async () => store(site, await layOut(drawing)), {
    touches: [],
    said: t("drawing.laidOut"),
    site,
    onSuccess: () => requestAnimationFrame(() => void flow.fitView({ padding: 0.08, maxZoom: 1.1 })),
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
    enabled: !stored && view === "drawing",
    staleTime: Infinity,
    retry: false,
  });
  const places = stored ?? first.data;
  const panel = selected && <SidePanel site={site} drawing={drawing} selected={selected} />;

  return (
    <Page
      title={t("drawing.title")}
      full
      wide
      actions={
        <>
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
          {editable && view === "drawing" && (
            <Button
              variant="default"
              loading={again.isPending}
              leftSection={<LayoutGrid size={16} aria-hidden />}
              onClick={() => again.mutate(undefined)}
            >
              {t("drawing.layOut")}
            </Button>
          )}
          <Button
            component="a"
            variant="default"
            href={address(url`/sites/${site}/drawing.svg`)}
            download
            leftSection={<Download size={16} aria-hidden />}
          >
            {t("drawing.svg")}
          </Button>
        </>
      }
    >
      {(view === "list" || printing) && <ListView drawing={drawing} onSelect={select} />}
      {view === "drawing" && (
        <>
          <Text size="sm" c="dimmed" className="no-print">
            {editable ? t("drawing.hintEdit") : t("drawing.hint")}
          </Text>
          {first.isError && <ErrorPanel error={first.error} onRetry={() => void first.refetch()} />}
          <div className={`${classes.stage} no-print`}>
            {places ? (
              <Canvas
                drawing={drawing}
                places={places}
                selected={selected}
                editable={editable}
                onSelect={select}
                onPlace={(moved) => save.mutate(moved)}
              />
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
              <aside className={classes.panel} aria-label={t("drawing.details")}>
                <SidePanel site={site} drawing={drawing} selected={selected} onClose={() => select(undefined)} />
              </aside>
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
          {panel}
        </Drawer>
      )}
    </Page>
  );
}

/** Keeps places, and shows them at once. */
async function store(site: string, moved: Places): Promise<unknown> {
  const reads = drawingOf(site);
  await queries.cancelQueries({ queryKey: reads.queryKey });
  queries.setQueryData(
    reads.queryKey,
    (old) =>
      old && {
        ...old,
        nodes: old.nodes.map((n) => ({ ...n, place: moved.get(n.id) ?? n.place })),
      },
  );
  const places = [...moved].map(([zone, place]) => ({ zone, ...place }));
  try {
    return await send("PUT", url`/sites/${site}/drawing/places`, { places });
  } catch (problem) {
    void queries.invalidateQueries({ queryKey: reads.queryKey });
    throw problem;
  }
}
