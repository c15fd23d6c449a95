import { ActionIcon, Anchor, Badge, Button, Group, Menu, SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ClipboardCheck, Ellipsis, Lightbulb, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { DataTable, type Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { LinkItem } from "../../parts/plant/link";
import { DeleteRecord } from "../../parts/risk/DeleteRecord";
import { assumptionsOf } from "../../parts/risk/queries";
import { assumptionStates, recordFindingsOf } from "../../parts/risk/scope";
import type { Assumption } from "../../parts/risk/types";
import { riskWord } from "../../parts/risk/words";
import { useShortcut } from "../../parts/Shortcuts";
import { formatDay } from "../../parts/TimeAgo";
import { fieldName } from "../../parts/words";
import { AssumptionForm } from "./AssumptionForm";
import { CheckAssumption } from "./CheckAssumption";
import { Missing } from "./Missing";
import { RecordNotes } from "./RecordNotes";
import { useOpen } from "./useOpen";
import classes from "./scope.module.css";

const kind = { name: "assumption", segment: "assumptions" };
const colour = { open: "orange", confirmed: "green", false: "red" } as const;
/** The cells show what these find. */
const shownInCells = ["assumption-no-owner", "assumption-no-test", "assumption-overdue"];

/** What the assessment takes for granted until it is tested. */
export function AssumptionsTab({ site }: { site: string }) {
  const { t } = useTranslation(["criteria", "common"]);
  const can = useCan();
  const mayEdit = can("risk.edit", site);
  const assumptions = useQuery(assumptionsOf(site));
  const findings = useQuery(recordFindingsOf(site, ["assumption"]));
  const [open, setOpen] = useOpen();
  const [state, setState] = useOpen("state");
  const [sort, setSort] = useOpen("sort");
  const [checked, setChecked] = useState<Assumption>();
  const [doomed, setDoomed] = useState<Assumption>();
  useShortcut("n", t("assumption.add"), () => setOpen("new"), mayEdit);
  if (assumptions.isError) return <ErrorPanel error={assumptions.error} onRetry={() => void assumptions.refetch()} />;
  if (!assumptions.data) return <LoadingRows rows={8} />;
  const overdue = new Set(findings.data?.filter((f) => f.rule === "assumption-overdue").map((f) => f.record));
  const rows = assumptions.data.filter(
    (a) => state === "" || (state === "overdue" ? overdue.has(a.id) : a.state === state),
  );
  const add = mayEdit && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOpen("new")} className="no-print">
      {t("assumption.add")}
    </Button>
  );
  const edited = assumptions.data.find((a) => a.id === open);
  const columns: Column<Assumption>[] = [
    {
      id: "key",
      title: fieldName("key"),
      sort: (a) => a.key,
      cell: (a) => (
        <Anchor component="button" type="button" size="sm" fw={600} onClick={() => setOpen(a.id)}>
          <Key>{a.key}</Key>
        </Anchor>
      ),
    },
    {
      id: "name",
      title: t("assumption.what"),
      sort: (a) => a.name,
      cell: (a) => (
        <div className={classes.named}>
          {a.name}
          {a.statement && (
            <Text size="xs" c="dimmed" maw="60ch">
              {a.statement}
            </Text>
          )}
          <RecordNotes findings={findings.data?.filter((f) => f.record === a.id && !shownInCells.includes(f.rule))} />
        </div>
      ),
    },
    {
      id: "state",
      title: fieldName("state"),
      sort: (a) => a.state,
      cell: (a) => (
        <div>
          <Badge color={colour[a.state]}>{riskWord("assumptionState", a.state)}</Badge>
          {a.checkedOn && (
            <Text size="xs" c="dimmed">
              {t("assumption.checked", { day: formatDay(a.checkedOn), who: a.checkedBy || t("somebody") })}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: "due",
      title: t("assumption.next"),
      sort: (a) => nextOf(a) || "9999",
      cell: (a) => <Next of={a} overdue={overdue.has(a.id)} />,
    },
    {
      id: "test",
      title: fieldName("test"),
      wide: true,
      cell: (a) => a.test || <Missing why={t("assumption.whyTest")} />,
    },
    {
      id: "owner",
      title: fieldName("owner"),
      sort: (a) => a.owner ?? "",
      cell: (a) => a.owner || <Missing why={t("assumption.whyOwner")} />,
    },
    {
      id: "actions",
      title: t("common:actions"),
      untitled: true,
      right: true,
      cell: (a) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("actionsOf", { key: a.key })} className="no-print">
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {mayEdit && (
              <Menu.Item leftSection={<ClipboardCheck size={14} aria-hidden />} onClick={() => setChecked(a)}>
                {t("assumption.check")}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<Pencil size={14} aria-hidden />} onClick={() => setOpen(a.id)}>
              {mayEdit ? t("common:edit") : t("open")}
            </Menu.Item>
            {can("history.read", site) && (
              <LinkItem to="/sites/$site/history" params={{ site }} search={{ record: "assumption", id: a.id }}>
                {t("history")}
              </LinkItem>
            )}
            {mayEdit && (
              <Menu.Item color="red" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setDoomed(a)}>
                {t("common:delete")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
  const states = ["", ...assumptionStates, "overdue"] as const;
  return (
    <>
      {assumptions.data.length === 0 ? (
        <EmptyState icon={Lightbulb} title={t("assumption.none")} text={t("assumption.noneText")}>
          {add}
        </EmptyState>
      ) : (
        <>
          <Group justify="space-between" mb="xs" align="start">
            <Text size="sm" c="dimmed" maw="80ch" flex="1 1 260px">
              {t("assumption.lead")}
            </Text>
            {add}
          </Group>
          <div className={`${classes.filters} scroll-x no-print`}>
            <SegmentedControl
              size="xs"
              aria-label={t("assumption.filter")}
              value={state}
              onChange={(v) => setState(v || undefined)}
              data={states.map((s) => ({
                value: s,
                label: s === "" ? t("all") : s === "overdue" ? t("overdue") : riskWord("assumptionState", s),
              }))}
            />
          </div>
          {rows.length === 0 ? (
            <Text size="sm">{t("noneFound")}</Text>
          ) : (
            <DataTable
              cards
              caption={t("scope.tab.assumptions")}
              columns={columns}
              rows={rows}
              rowKey={(a) => a.id}
              sort={sort}
              onSort={setSort}
            />
          )}
        </>
      )}
      {(open === "new" || edited) && (
        <AssumptionForm
          key={edited ? edited.id + edited.version : "new"}
          site={site}
          record={edited}
          readOnly={!mayEdit}
          onClose={() => setOpen(undefined)}
          onCheck={(a) => {
            setOpen(undefined);
            setChecked(a);
          }}
        />
      )}
      {checked && <CheckAssumption site={site} record={checked} onClose={() => setChecked(undefined)} />}
      {doomed && <DeleteRecord site={site} kind={kind} record={doomed} onClose={() => setDoomed(undefined)} />}
    </>
  );
}

/** When it is next to be tested: the due date of an open one, the expiry of a confirmed one. */
function nextOf(a: Assumption): string | undefined {
  return a.state === "open" ? a.due : a.state === "confirmed" ? a.expires : undefined;
}

function Next({ of: a, overdue }: { of: Assumption; overdue: boolean }) {
  const { t } = useTranslation("criteria");
  const next = nextOf(a);
  if (a.state === "false") return <>–</>;
  if (!next) return <Missing why={t(a.state === "open" ? "assumption.whyDue" : "assumption.whyExpires")} />;
  return (
    <span className={classes.due}>
      {formatDay(next)}{" "}
      {overdue && (
        <Badge color="red" size="sm">
          {t("overdue")}
        </Badge>
      )}
    </span>
  );
}
