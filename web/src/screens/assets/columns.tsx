import { Badge, Group } from "@mantine/core";
import type { ReactNode } from "react";
import type { Asset, Zone } from "../../api/types";
import { Key } from "../../parts/Key";
import { criticality, word } from "../../parts/plant/words";
import { formatDay } from "../../parts/TimeAgo";

export const columnIDs = [
  "key",
  "name",
  "zone",
  "type",
  "role",
  "vendor",
  "model",
  "orderNumber",
  "firmware",
  "serial",
  "ip",
  "mac",
  "criticality",
  "owner",
  "location",
  "supportEnds",
  "tags",
] as const;
export type ColumnID = (typeof columnIDs)[number];

interface Column {
  size: number;
  /** Whether the server can sort by it. */
  sorts: boolean;
  /** Shown before anybody chose columns. */
  first: boolean;
  cell: (asset: Asset, zones: Map<string, Zone>) => ReactNode;
}

/** What each column of the asset table shows. */
export const columns: Record<ColumnID, Column> = {
  key: { size: 130, sorts: true, first: true, cell: (a) => <Key>{a.key}</Key> },
  name: { size: 210, sorts: true, first: true, cell: (a) => a.name },
  zone: { size: 190, sorts: true, first: true, cell: (a, zones) => zoneName(a, zones) },
  type: { size: 150, sorts: true, first: false, cell: (a) => word("assetType", a.type) },
  role: { size: 150, sorts: true, first: true, cell: (a) => word("assetRole", a.role) },
  vendor: { size: 170, sorts: true, first: true, cell: (a) => a.vendor },
  model: { size: 140, sorts: true, first: true, cell: (a) => a.model },
  orderNumber: { size: 160, sorts: false, first: false, cell: (a) => a.orderNumber },
  firmware: { size: 100, sorts: true, first: true, cell: (a) => a.firmware },
  serial: { size: 140, sorts: false, first: false, cell: (a) => a.serial },
  ip: { size: 140, sorts: false, first: true, cell: (a) => <span className="mono">{first(a, "ip")}</span> },
  mac: { size: 160, sorts: false, first: false, cell: (a) => <span className="mono">{first(a, "mac")}</span> },
  criticality: { size: 140, sorts: true, first: true, cell: (a) => (a.criticality ? criticality(a.criticality) : "") },
  owner: { size: 160, sorts: false, first: true, cell: (a) => a.owner },
  location: { size: 140, sorts: false, first: false, cell: (a) => a.location },
  supportEnds: { size: 130, sorts: false, first: false, cell: (a) => a.supportEnds && formatDay(a.supportEnds) },
  tags: {
    size: 180,
    sorts: false,
    first: false,
    cell: (a) => (
      <Group gap={4} wrap="nowrap">
        {(a.tags ?? []).map((tag) => (
          <Badge key={tag} size="sm" color="gray">
            {tag}
          </Badge>
        ))}
      </Group>
    ),
  },
};

export function zoneName(asset: Asset, zones: Map<string, Zone>): ReactNode {
  const zone = asset.zone && zones.get(asset.zone);
  if (!zone) return null;
  return (
    <>
      <Key>{zone.key}</Key> {zone.name}
    </>
  );
}

/** The first address of a kind, and how many more there are. */
function first(asset: Asset, field: "ip" | "mac"): string {
  const all = (asset.addresses ?? []).flatMap((a) => a[field] ?? []);
  return all.length > 1 ? `${all[0]} +${all.length - 1}` : (all[0] ?? "");
}
