import { Anchor, Checkbox, Text, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import { GapBadge, LevelBadge } from "../../parts/LevelBadge";
import { LinkAnchor } from "../../parts/plant/link";
import { Marks } from "../../parts/plant/Marks";
import type { SubjectPosture } from "../../parts/plant/types";
import type { TargetProposal } from "../../parts/risk/views";
import { formatDay } from "../../parts/TimeAgo";
import { VectorLine } from "../../parts/VectorBar";
import { Differs } from "./Marks";
import { comparedOf, nameOf } from "./targets";

interface Props {
  site: string;
  rows: TargetProposal[];
  postures: Map<string, SubjectPosture>;
  sort: string;
  onSort: (sort: string) => void;
  selectable: boolean;
  selected: ReadonlySet<string>;
  onToggle: (names: string[], on: boolean) => void;
  onOpen: (p: TargetProposal) => void;
}

/** Zones, then conduits: what is decided, what a method proposes, and what is achieved. */
export function ProposalTable(p: Props) {
  const { t } = useTranslation("targets");
  const names = p.rows.map((r) => nameOf(r.subject));
  const columns: Column<TargetProposal>[] = [
    {
      id: "subject",
      title: t("subject"),
      sort: (r) => r.key,
      cell: (r) => (
        <div>
          <Anchor component="button" type="button" size="sm" fw={600} ta="left" onClick={() => p.onOpen(r)}>
            <Key>{r.key}</Key>
          </Anchor>{" "}
          {r.name} <Marks of={{ safety: p.postures.get(r.subject.id)?.safety }} />
        </div>
      ),
    },
    {
      id: "present",
      title: t("present"),
      sort: (r) => (r.present ? Math.max(...r.present.vector) : -1),
      cell: (r) =>
        r.present ? (
          <div>
            <VectorLine target={r.present.vector} />
            {r.present.approver && (
              <Text size="xs" c="dimmed">
                {t("decidedBy", {
                  name: r.present.approver,
                  on: r.present.approvedOn ? formatDay(r.present.approvedOn) : "",
                })}
              </Text>
            )}
          </div>
        ) : (
          <Text size="sm" c="dimmed" component="span">
            {t("undecided")}
          </Text>
        ),
    },
    {
      id: "proposal",
      title: t("proposal"),
      sort: (r) => (r.vector ? r.overall : -1),
      cell: (r) =>
        r.vector ? (
          <span className="nowrap" title={t("rule", { rule: r.rule })}>
            <VectorLine target={r.vector} /> <LevelBadge level={r.overall} long />
          </span>
        ) : (
          <Text size="sm" c="dimmed" component="span">
            {t("noLevel")}
          </Text>
        ),
    },
    {
      id: "difference",
      title: t("difference"),
      sort: (r) => comparedOf(r),
      cell: (r) => <Differs state={comparedOf(r)} why={r.present?.why} />,
    },
    {
      id: "complete",
      title: t("complete"),
      sort: (r) => r.missing.length,
      cell: (r) =>
        r.complete ? (
          t("yes")
        ) : (
          <Text size="xs" component="div" maw={320}>
            {r.missing[0]} {r.missing.length > 1 && t("andMissing", { count: r.missing.length - 1 })}
          </Text>
        ),
    },
    {
      id: "achieved",
      title: t("achieved"),
      sort: (r) => p.postures.get(r.subject.id)?.steps ?? -1,
      cell: (r) => {
        const x = p.postures.get(r.subject.id);
        if (!x) return null;
        return (
          <div>
            <VectorLine achieved={x.achieved} target={x.target} gap={x.target ? x.gap : null} />
            {x.target && (
              <>
                {" "}
                <LinkAnchor
                  to="/sites/$site/requirements/$kind/$id"
                  params={{ site: p.site, kind: r.subject.kind, id: r.subject.id }}
                  search={{ asked: "true" }}
                >
                  <GapBadge gap={x.steps} />
                  <VisuallyHidden>{t("gapOf", { key: r.key })}</VisuallyHidden>
                </LinkAnchor>
              </>
            )}
          </div>
        );
      },
    },
  ];
  if (p.selectable) {
    columns.unshift({
      id: "select",
      title: t("select"),
      untitled: true,
      cell: (r) => (
        <Checkbox
          aria-label={t("selectOne", { key: r.key })}
          checked={p.selected.has(nameOf(r.subject))}
          onChange={(e) => p.onToggle([nameOf(r.subject)], e.currentTarget.checked)}
        />
      ),
    });
  }
  const allOn = names.every((n) => p.selected.has(n));
  return (
    <>
      {p.selectable && (
        <Checkbox
          className="no-print"
          label={t("selectAll", { count: names.length })}
          checked={allOn}
          indeterminate={!allOn && names.some((n) => p.selected.has(n))}
          onChange={(e) => p.onToggle(names, e.currentTarget.checked)}
        />
      )}
      {p.rows[0] && (
        <Text size="xs" c="dimmed">
          {t("overallRule", { rule: p.rows[0].rule })}
        </Text>
      )}
      <DataTable
        cards
        caption={t("table")}
        columns={columns}
        rows={p.rows}
        rowKey={(r) => nameOf(r.subject)}
        sort={p.sort}
        onSort={p.onSort}
      />
    </>
  );
}
