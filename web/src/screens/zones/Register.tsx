import { ActionIcon, Anchor, Menu, Text } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conduit, SubjectKind, Zone } from "../../api/types";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import { GapBadge } from "../../parts/LevelBadge";
import { DeviceLinks, useAssetsByID } from "../../parts/plant/devices";
import { LinkAnchor, LinkItem } from "../../parts/plant/link";
import type { SubjectPosture } from "../../parts/plant/types";
import { word } from "../../parts/plant/words";
import { Marks } from "../../parts/plant/Marks";
import { formatNumber } from "../../parts/TimeAgo";
import { VectorLine } from "../../parts/VectorBar";

export type Postures = Map<string, SubjectPosture>;

interface Common {
  site: string;
  postures: Postures;
  mayEdit: boolean;
  mayReadHistory: boolean;
  sort: string;
  onSort: (sort: string) => void;
  onOpen: (id: string) => void;
  onDelete: (id: string) => void;
}

/** The register of zones. */
export function ZoneTable({ zones, all, ...p }: Common & { zones: Zone[]; all: Map<string, Zone> }) {
  const { t } = useTranslation("plant");
  const parent = (z: Zone) => (z.parent ? all.get(z.parent)?.key : undefined) ?? "";
  const columns: Column<Zone>[] = [
    ...first<Zone>(p, t),
    {
      id: "kind",
      title: t("list.kind"),
      sort: (z) => word("zoneKind", z.kind),
      wide: true,
      cell: (z) => word("zoneKind", z.kind),
    },
    { id: "purdue", title: t("list.purdue"), sort: (z) => z.purdue ?? "", wide: true, cell: (z) => z.purdue },
    { id: "parent", title: t("list.parent"), sort: parent, wide: true, cell: (z) => <Key>{parent(z)}</Key> },
    { id: "marks", title: t("list.marks"), wide: true, cell: (z) => <Marks of={z} /> },
    {
      id: "assets",
      title: t("list.assets"),
      right: true,
      sort: (z) => p.postures.get(z.id)?.assets ?? 0,
      cell: (z) => (
        <LinkAnchor to="/sites/$site/assets" params={{ site: p.site }} search={{ zone: z.id }} size="sm">
          {formatNumber(p.postures.get(z.id)?.assets ?? 0)}
        </LinkAnchor>
      ),
    },
    ...last<Zone>("zone", p, t),
  ];
  return (
    <DataTable
      caption={t("zones.zones")}
      columns={columns}
      rows={zones}
      rowKey={(z) => z.id}
      sort={p.sort}
      onSort={p.onSort}
    />
  );
}

/** The register of conduits. */
export function ConduitTable({ conduits, all, ...p }: Common & { conduits: Conduit[]; all: Map<string, Zone> }) {
  const { t } = useTranslation("plant");
  const end = (id: string) => all.get(id)?.key ?? "";
  const assets = useAssetsByID(
    p.site,
    conduits.flatMap((c) => c.devices ?? []),
  );
  const columns: Column<Conduit>[] = [
    ...first<Conduit>(p, t),
    {
      id: "ends",
      title: t("list.ends"),
      sort: (c) => `${end(c.from)} ${end(c.to)}`,
      cell: (c) => (
        <>
          <Key>{end(c.from)}</Key> – <Key>{end(c.to)}</Key>
        </>
      ),
    },
    {
      id: "flows",
      title: t("list.flows"),
      sort: (c) => c.flows?.length ?? 0,
      wide: true,
      cell: (c) => [...new Set((c.flows ?? []).map((f) => f.protocol))].join(", "),
    },
    {
      id: "devices",
      title: t("devices.title"),
      sort: (c) => c.devices?.length ?? 0,
      wide: true,
      cell: (c) =>
        (c.devices ?? []).length === 0 ? (
          <Text span size="sm" c="dimmed">
            {t("devices.unnamedShort")}
          </Text>
        ) : (
          <DeviceLinks site={p.site} devices={(c.devices ?? []).flatMap((id) => assets.get(id) ?? [])} />
        ),
    },
    { id: "marks", title: t("list.marks"), wide: true, cell: (c) => <Marks of={c} /> },
    ...last<Conduit>("conduit", p, t),
  ];
  return (
    <DataTable
      caption={t("zones.conduits")}
      columns={columns}
      rows={conduits}
      rowKey={(c) => c.id}
      sort={p.sort}
      onSort={p.onSort}
    />
  );
}

type T = ReturnType<typeof useTranslation<"plant">>["t"];

function first<R extends Zone | Conduit>(p: Common, t: T): Column<R>[] {
  return [
    {
      id: "key",
      title: t("list.key"),
      sort: (r) => r.key,
      cell: (r) => (
        <Anchor component="button" type="button" size="sm" fw={600} onClick={() => p.onOpen(r.id)}>
          <Key>{r.key}</Key>
        </Anchor>
      ),
    },
    { id: "name", title: t("list.name"), sort: (r) => r.name, cell: (r) => r.name },
  ];
}

function last<R extends Zone | Conduit>(kind: SubjectKind, p: Common, t: T): Column<R>[] {
  const of = (r: R) => p.postures.get(r.id);
  return [
    {
      id: "levels",
      title: t("list.achieved"),
      cell: (r) => {
        const x = of(r);
        return x && <VectorLine achieved={x.achieved} target={x.target} gap={x.target ? x.gap : null} />;
      },
    },
    {
      id: "steps",
      title: t("list.standing"),
      sort: (r) => of(r)?.steps ?? -1,
      cell: (r) => {
        const x = of(r);
        return x && (x.target ? <GapBadge gap={x.steps} /> : t("levels.noTarget"));
      },
    },
    { id: "owner", title: t("list.owner"), sort: (r) => r.owner ?? "", wide: true, cell: (r) => r.owner },
    {
      id: "actions",
      title: "",
      right: true,
      cell: (r) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("zones.actions", { key: r.key })}>
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => p.onOpen(r.id)}>{p.mayEdit ? t("zones.change") : t("zones.open")}</Menu.Item>
            <LinkItem to="/sites/$site/requirements/$kind/$id" params={{ site: p.site, kind, id: r.id }}>
              {t("drawing.requirements")}
            </LinkItem>
            <LinkItem to="/sites/$site/drawing" params={{ site: p.site }} search={{ select: r.id }}>
              {t("zones.onDrawing")}
            </LinkItem>
            {p.mayReadHistory && (
              <LinkItem to="/sites/$site/history" params={{ site: p.site }} search={{ record: kind, id: r.id }}>
                {t("assets.history")}
              </LinkItem>
            )}
            {p.mayEdit && (
              <Menu.Item color="red" onClick={() => p.onDelete(r.id)}>
                {t("zones.delete")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
}
