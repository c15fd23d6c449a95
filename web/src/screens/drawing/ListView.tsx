import { Anchor, Stack, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import { GapBadge } from "../../parts/LevelBadge";
import { Marks } from "../../parts/plant/Marks";
import { childrenOf } from "../../parts/plant/places";
import type { Drawing, DrawingEdge, DrawingNode } from "../../parts/plant/types";
import { word } from "../../parts/plant/words";
import { formatNumber } from "../../parts/TimeAgo";
import { VectorLine } from "../../parts/VectorBar";
import classes from "./drawing.module.css";

/** The drawing in words: zones with what lies in them, then conduits with their ends. */
export function ListView({ drawing, onSelect }: { drawing: Drawing; onSelect: (id: string) => void }) {
  const { t } = useTranslation("plant");
  const [zoneSort, setZoneSort] = useState("");
  const [conduitSort, setConduitSort] = useState("");
  const rows = nested(drawing);
  const zone = new Map(drawing.nodes.map((n) => [n.id, n]));

  const name = (id: string, key: string) => (
    <Anchor component="button" type="button" size="sm" onClick={() => onSelect(id)}>
      <Key>{key}</Key>
    </Anchor>
  );
  const levels = (x: DrawingNode | DrawingEdge) => (
    <VectorLine achieved={x.achieved} target={x.target} gap={x.target ? x.gap : null} />
  );
  const stand = (x: DrawingNode | DrawingEdge) => (x.target ? <GapBadge gap={x.steps ?? 0} /> : t("levels.noTarget"));

  const zones: Column<(typeof rows)[number]>[] = [
    {
      id: "key",
      title: t("list.key"),
      sort: (r) => r.zone.key,
      cell: (r) => (
        <span className={classes.indent} style={{ paddingLeft: zoneSort ? 0 : r.depth * 18 }}>
          {name(r.zone.id, r.zone.key)}
        </span>
      ),
    },
    { id: "name", title: t("list.name"), sort: (r) => r.zone.name, cell: (r) => r.zone.name },
    { id: "kind", title: t("list.kind"), wide: true, cell: (r) => word("zoneKind", r.zone.zoneKind) },
    { id: "marks", title: t("list.marks"), wide: true, cell: (r) => <Marks of={r.zone} /> },
    {
      id: "assets",
      title: t("list.assets"),
      right: true,
      wide: true,
      sort: (r) => r.zone.assets,
      cell: (r) => formatNumber(r.zone.assets),
    },
    { id: "levels", title: t("list.achieved"), cell: (r) => levels(r.zone) },
    { id: "steps", title: t("list.standing"), sort: (r) => r.zone.steps, cell: (r) => stand(r.zone) },
  ];
  const conduits: Column<DrawingEdge>[] = [
    { id: "key", title: t("list.key"), sort: (c) => c.key, cell: (c) => name(c.id, c.key) },
    { id: "name", title: t("list.name"), sort: (c) => c.name, cell: (c) => c.name },
    {
      id: "ends",
      title: t("list.ends"),
      cell: (c) =>
        t(`drawing.between.${c.direction}`, { from: zone.get(c.from)?.key ?? "", to: zone.get(c.to)?.key ?? "" }),
    },
    { id: "levels", title: t("list.achieved"), cell: levels },
    { id: "steps", title: t("list.standing"), sort: (c) => c.steps ?? 0, cell: stand },
  ];

  return (
    <Stack gap="lg">
      <section aria-labelledby="list-zones">
        <Title order={2} id="list-zones" mb="xs">
          {t("zones.tabZones", { count: drawing.nodes.length })}
        </Title>
        <DataTable
          caption={t("zones.zones")}
          columns={zones}
          rows={rows}
          rowKey={(r) => r.zone.id}
          sort={zoneSort}
          onSort={setZoneSort}
        />
      </section>
      <section aria-labelledby="list-conduits">
        <Title order={2} id="list-conduits" mb="xs">
          {t("zones.tabConduits", { count: drawing.edges.length })}
        </Title>
        <DataTable
          caption={t("zones.conduits")}
          columns={conduits}
          rows={drawing.edges}
          rowKey={(c) => c.id}
          sort={conduitSort}
          onSort={setConduitSort}
        />
      </section>
    </Stack>
  );
}

function nested(drawing: Drawing): { zone: DrawingNode; depth: number }[] {
  const inside = childrenOf(drawing.nodes);
  const rows: { zone: DrawingNode; depth: number }[] = [];
  const add = (parent: string, depth: number) => {
    for (const zone of inside.get(parent) ?? []) {
      rows.push({ zone, depth });
      add(zone.id, depth + 1);
    }
  };
  add("", 0);
  return rows;
}
