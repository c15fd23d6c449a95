import { Button, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Plus, SearchX, Spline } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import type { SubjectKind } from "../../api/types";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Termed } from "../../parts/library/Termed";
import { LoadingRows } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { DeleteSubject } from "../../parts/plant/DeleteSubject";
import { conduitsOf, postureOf, zonesOf } from "../../parts/plant/queries";
import { SearchBox } from "../../parts/SearchBox";
import { useShortcut } from "../../parts/Shortcuts";
import type { Search } from "../../router";
import { ProposeZones } from "../findings/ProposeZones";
import { ConduitDialog } from "./ConduitDialog";
import { ConduitTable, ZoneTable } from "./Register";
import { ZoneDialog } from "./ZoneDialog";

/** The register of zones and conduits. */
export default function Screen() {
  const { t } = useTranslation("plant");
  const site = useSite();
  const can = useCan();
  const mayEdit = can("plant.edit", site.id);
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const tab: SubjectKind = search.tab === "conduits" ? "conduit" : "zone";
  const text = typeof search.search === "string" ? search.search : "";
  const [zoneSort, setZoneSort] = useState("");
  const [conduitSort, setConduitSort] = useState("");
  const [deleting, setDeleting] = useState<string>();

  const zones = useQuery(zonesOf(site.id));
  const conduits = useQuery(conduitsOf(site.id));
  const posture = useQuery({ ...postureOf(site.id), enabled: can("verdict.read", site.id) });
  const postures = useMemo(() => new Map((posture.data?.subjects ?? []).map((s) => [s.subject.id, s])), [posture.data]);
  const all = useMemo(() => new Map((zones.data ?? []).map((z) => [z.id, z])), [zones.data]);

  const go = (change: Search) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const close = () => go({ edit: undefined, add: undefined });
  const fits = (r: { key: string; name: string; owner?: string }) =>
    `${r.key} ${r.name} ${r.owner ?? ""}`.toLowerCase().includes(text.trim().toLowerCase());
  const shownZones = (zones.data ?? []).filter(fits);
  const shownConduits = (conduits.data ?? []).filter(fits);
  const records = tab === "zone" ? zones : conduits;
  const doomed = deleting
    ? [...(zones.data ?? []), ...(conduits.data ?? [])].find((r) => r.id === deleting)
    : undefined;
  const edited = typeof search.edit === "string" ? search.edit : undefined;
  const editedZone = edited ? zones.data?.find((z) => z.id === edited) : undefined;
  const editedConduit = edited ? conduits.data?.find((c) => c.id === edited) : undefined;
  const common = {
    site: site.id,
    postures,
    mayEdit,
    mayReadHistory: can("history.read", site.id),
    all,
    onOpen: (id: string) => go({ edit: id, add: undefined }),
    onDelete: setDeleting,
  };
  useShortcut("n", tab === "zone" ? t("zones.addZone") : t("zones.addConduit"), () => go({ add: tab }), mayEdit);

  return (
    <Page
      wide
      title={t("zones.title")}
      lead={<Termed text={t("zones.lead")} terms={{ Zones: "zone", conduits: "conduit" }} />}
      actions={
        mayEdit && (
          <>
            <ProposeZones site={site.id} />
            <Button
              variant={tab === "zone" ? "filled" : "default"}
              leftSection={<Plus size={16} aria-hidden />}
              onClick={() => go({ add: "zone", edit: undefined })}
            >
              {t("zones.addZone")}
            </Button>
            <Button
              variant={tab === "conduit" ? "filled" : "default"}
              leftSection={<Plus size={16} aria-hidden />}
              disabled={(zones.data?.length ?? 0) < 2}
              onClick={() => go({ add: "conduit", edit: undefined })}
            >
              {t("zones.addConduit")}
            </Button>
          </>
        )
      }
    >
      <Tabs value={tab} onChange={(v) => go({ tab: v === "conduit" ? "conduits" : undefined })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="zone">{t("zones.tabZones", { count: zones.data?.length ?? 0 })}</Tabs.Tab>
          <Tabs.Tab value="conduit">{t("zones.tabConduits", { count: conduits.data?.length ?? 0 })}</Tabs.Tab>
        </Tabs.List>
        {records.isError && <ErrorPanel error={records.error} onRetry={() => void records.refetch()} />}
        {records.isPending && <LoadingRows rows={8} />}
        {records.isSuccess && records.data.length > 0 && (
          <SearchBox
            label={t("zones.search")}
            value={text}
            onChange={(value) => go({ search: value || undefined })}
            maw={360}
            mb="sm"
            className="no-print"
          />
        )}
        <Tabs.Panel value="zone">
          {zones.data?.length === 0 && <NoZones mayEdit={mayEdit} onAdd={() => go({ add: "zone" })} />}
          {zones.data && zones.data.length > 0 && shownZones.length === 0 && <NoneFound />}
          {shownZones.length > 0 && <ZoneTable {...common} zones={shownZones} sort={zoneSort} onSort={setZoneSort} />}
        </Tabs.Panel>
        <Tabs.Panel value="conduit">
          {conduits.data?.length === 0 && (
            <NoConduits
              mayEdit={mayEdit && (zones.data?.length ?? 0) > 1}
              few={(zones.data?.length ?? 0) < 2}
              onAdd={() => go({ add: "conduit" })}
            />
          )}
          {conduits.data && conduits.data.length > 0 && shownConduits.length === 0 && <NoneFound />}
          {shownConduits.length > 0 && (
            <ConduitTable {...common} conduits={shownConduits} sort={conduitSort} onSort={setConduitSort} />
          )}
        </Tabs.Panel>
      </Tabs>
      {zones.data && (search.add === "zone" || editedZone) && (
        <ZoneDialog
          key={editedZone ? editedZone.id + editedZone.version : "new"}
          site={site.id}
          zone={editedZone}
          zones={zones.data}
          readOnly={!mayEdit}
          onClose={close}
        />
      )}
      {zones.data && (search.add === "conduit" || editedConduit) && (
        <ConduitDialog
          key={editedConduit ? editedConduit.id + editedConduit.version : "new"}
          site={site.id}
          conduit={editedConduit}
          zones={zones.data}
          readOnly={!mayEdit}
          onClose={close}
        />
      )}
      {doomed && (
        <DeleteSubject
          site={site.id}
          kind={"kind" in doomed ? "zone" : "conduit"}
          record={doomed}
          onDone={() => setDeleting(undefined)}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </Page>
  );
}

function NoZones({ mayEdit, onAdd }: { mayEdit: boolean; onAdd: () => void }) {
  const { t } = useTranslation("plant");
  return (
    <EmptyState icon={Spline} title={t("zones.noZones")} text={t("zones.noZonesText")}>
      {mayEdit && (
        <Button leftSection={<Plus size={16} aria-hidden />} onClick={onAdd}>
          {t("zones.addZone")}
        </Button>
      )}
    </EmptyState>
  );
}

function NoConduits({ mayEdit, few, onAdd }: { mayEdit: boolean; few: boolean; onAdd: () => void }) {
  const { t } = useTranslation("plant");
  return (
    <EmptyState icon={Spline} title={t("zones.noConduits")} text={few ? t("zones.needTwo") : t("zones.noConduitsText")}>
      {mayEdit && (
        <Button leftSection={<Plus size={16} aria-hidden />} onClick={onAdd}>
          {t("zones.addConduit")}
        </Button>
      )}
    </EmptyState>
  );
}

function NoneFound() {
  const { t } = useTranslation("plant");
  return <EmptyState icon={SearchX} title={t("zones.noneFound")} />;
}
