import { ActionIcon, Anchor, Checkbox, Menu, Text } from "@mantine/core";
import { Ellipsis, ShieldOff, TriangleAlert, Unplug } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conduit, Zone } from "../../api/types";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import type { Countermeasure } from "../../parts/risk/types";
import { layers } from "../../parts/risk/types";
import { riskWord } from "../../parts/risk/words";
import { formatDay, formatNumber } from "../../parts/TimeAgo";
import { useSite } from "../../frame/site";
import { LinkItem } from "../../parts/plant/link";
import { useCan } from "../../api/me";
import classes from "./countermeasures.module.css";

interface Props {
  rows: Countermeasure[];
  zones: Zone[];
  conduits: Conduit[];
  mayEdit: boolean;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  sort: string;
  onSort: (sort: string) => void;
  onOpen: (id: string) => void;
  onCopy: (id: string) => void;
  onDelete: (m: Countermeasure) => void;
}

export function MeasureTable(p: Props) {
  const { t } = useTranslation(["targets", "common"]);
  const site = useSite();
  const mayReadHistory = useCan()("history.read", site.id);
  const keys = new Map([...p.zones, ...p.conduits].map((x) => [x.id, x.key]));
  const where = (m: Countermeasure) =>
    m.wholeSite
      ? t("measures.wholeSite")
      : [...(m.zones ?? []), ...(m.conduits ?? [])].map((id) => keys.get(id) ?? id).join(", ");
  const columns: Column<Countermeasure>[] = [
    {
      id: "key",
      title: t("measures.measure"),
      sort: (m) => m.key,
      cell: (m) => (
        <div>
          <Anchor component="button" type="button" size="sm" fw={600} onClick={() => p.onOpen(m.id)}>
            <Key>{m.key}</Key>
          </Anchor>{" "}
          {m.name} <Signs of={m} />
        </div>
      ),
    },
    {
      id: "layer",
      title: t("measures.layerAndKind"),
      sort: (m) => layers.indexOf(m.layer as (typeof layers)[number]),
      cell: (m) => (
        <div>
          {riskWord("layer", m.layer)}
          <Text size="xs" c="dimmed">
            {t(`measures.kinds.${m.kind}` as never)}
          </Text>
        </div>
      ),
    },
    {
      id: "state",
      title: t("measures.state"),
      sort: (m) => m.state,
      cell: (m) => (
        <span className={classes.state} data-state={m.state}>
          {t(`measures.states.${m.state}` as never)}
        </span>
      ),
    },
    { id: "where", title: t("measures.where"), sort: where, cell: (m) => <Text size="xs">{where(m)}</Text> },
    {
      id: "dependencies",
      title: t("measures.dependencies"),
      wide: true,
      cell: (m) => (
        <Text size="xs" component="span">
          {(m.dependencies ?? [])
            .map((d) => t("measures.dependency", { kind: riskWord("dependency", d.kind), name: d.name }))
            .join(", ")}
        </Text>
      ),
    },
    {
      id: "requirements",
      title: t("measures.requirements"),
      sort: (m) => m.requirements?.length ?? 0,
      wide: true,
      cell: (m) => (
        <Text size="xs" component="span">
          {(m.requirements ?? []).join(", ")}
        </Text>
      ),
    },
    {
      id: "cost",
      title: t("measures.cost"),
      right: true,
      sort: (m) => m.cost ?? 0,
      wide: true,
      cell: (m) => (
        <div>
          {m.cost ? formatNumber(m.cost) : ""}
          <Text size="xs" c="dimmed">
            {m.effort ? t("measures.days", { count: m.effort }) : ""}
          </Text>
          <Text size="xs" c="dimmed">
            {m.needsShutdown ? t("measures.outage", { hours: m.shutdownHours ?? 0 }) : ""}
          </Text>
        </div>
      ),
    },
    {
      id: "owner",
      title: t("measures.owner"),
      sort: (m) => m.owner ?? "",
      wide: true,
      cell: (m) => <Text size="xs">{m.owner}</Text>,
    },
    {
      id: "tested",
      title: t("measures.tested"),
      sort: (m) => m.testedOn ?? "",
      wide: true,
      cell: (m) => (
        <div>
          {m.testedOn && formatDay(m.testedOn)}
          {m.expires && (
            <Text size="xs" c="dimmed">
              {t("measures.until", { on: formatDay(m.expires) })}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: "actions",
      title: t("common:actions"),
      untitled: true,
      right: true,
      cell: (m) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("measures.actions", { key: m.key })}>
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => p.onOpen(m.id)}>
              {p.mayEdit ? t("measures.change") : t("measures.open")}
            </Menu.Item>
            {p.mayEdit && <Menu.Item onClick={() => p.onCopy(m.id)}>{t("measures.copy")}</Menu.Item>}
            {mayReadHistory && (
              <LinkItem
                to="/sites/$site/history"
                params={{ site: site.id }}
                search={{ record: "countermeasure", id: m.id }}
              >
                {t("measures.history")}
              </LinkItem>
            )}
            {p.mayEdit && (
              <Menu.Item color="red" onClick={() => p.onDelete(m)}>
                {t("measures.delete")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
  if (p.mayEdit) {
    columns.unshift({
      id: "select",
      title: t("select"),
      untitled: true,
      cell: (m) => (
        <Checkbox
          aria-label={t("selectOne", { key: m.key })}
          checked={p.selected.has(m.id)}
          onChange={(e) => {
            const next = new Set(p.selected);
            if (e.currentTarget.checked) next.add(m.id);
            else next.delete(m.id);
            p.onSelect(next);
          }}
        />
      ),
    });
  }
  const all = p.rows.every((m) => p.selected.has(m.id));
  return (
    <>
      {p.mayEdit && (
        <Checkbox
          className="no-print"
          label={t("selectAll", { count: p.rows.length })}
          checked={all}
          indeterminate={!all && p.rows.some((m) => p.selected.has(m.id))}
          onChange={(e) => p.onSelect(new Set(e.currentTarget.checked ? p.rows.map((m) => m.id) : []))}
        />
      )}
      <DataTable
        cards
        caption={t("measures.table")}
        columns={columns}
        rows={p.rows}
        rowKey={(m) => m.id}
        sort={p.sort}
        onSort={p.onSort}
      />
    </>
  );
}

/** What weighs on a countermeasure: hackable, needs an outage, conflicts with safety. */
function Signs({ of: m }: { of: Countermeasure }) {
  const { t } = useTranslation("targets");
  const open = (m.conflicts ?? []).filter((c) => !c.resolution).length;
  return (
    <span className={classes.signs}>
      {m.hackable && <Unplug size={14} role="img" aria-label={t("measures.hackable")} />}
      {m.protectiveFunction && <ShieldOff size={14} role="img" aria-label={t("measures.protectiveFunction")} />}
      {open > 0 && <TriangleAlert size={14} role="img" aria-label={t("measures.openConflicts", { count: open })} />}
    </span>
  );
}
