import { ActionIcon, Anchor, Badge, Button, Group, Menu, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Ellipsis, HeartPulse, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { DataTable, type Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { LinkItem } from "../../parts/plant/link";
import { useZones } from "../../parts/plant/queries";
import { DeleteRecord } from "../../parts/risk/DeleteRecord";
import { functionsOf } from "../../parts/risk/queries";
import { adequacyOf, functionKinds, recordFindingsOf } from "../../parts/risk/scope";
import type { EssentialFunction } from "../../parts/risk/types";
import { riskWord } from "../../parts/risk/words";
import { useShortcut } from "../../parts/Shortcuts";
import { formatDay } from "../../parts/TimeAgo";
import { fieldName } from "../../parts/words";
import { FunctionForm } from "./FunctionForm";
import { Missing } from "./Missing";
import { RecordNotes } from "./RecordNotes";
import { useOpen } from "./useOpen";
import classes from "./scope.module.css";

const kind = { name: "function", segment: "functions" };
const colour = { adequate: "green", "not-adequate": "red", "not-shown": "gray" } as const;

/** What health, safety, environment and availability depend on. */
export function FunctionsTab({ site }: { site: string }) {
  const { t } = useTranslation(["criteria", "common"]);
  const can = useCan();
  const mayEdit = can("risk.edit", site);
  const functions = useQuery(functionsOf(site));
  const adequacy = useQuery(adequacyOf(site));
  const findings = useQuery(recordFindingsOf(site, ["function"]));
  const zones = useZones(site);
  const [open, setOpen] = useOpen();
  const [sort, setSort] = useOpen("sort");
  const [doomed, setDoomed] = useState<EssentialFunction>();
  useShortcut("n", t("function.add"), () => setOpen("new"), mayEdit);
  if (functions.isError) return <ErrorPanel error={functions.error} onRetry={() => void functions.refetch()} />;
  if (!functions.data) return <LoadingRows rows={8} />;
  const add = mayEdit && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOpen("new")} className="no-print">
      {t("function.add")}
    </Button>
  );
  const edited = functions.data.find((f) => f.id === open);
  const columns: Column<EssentialFunction>[] = [
    {
      id: "key",
      title: fieldName("key"),
      sort: (f) => f.key,
      cell: (f) => (
        <Anchor component="button" type="button" size="sm" fw={600} onClick={() => setOpen(f.id)}>
          <Key>{f.key}</Key>
        </Anchor>
      ),
    },
    {
      id: "name",
      title: fieldName("name"),
      sort: (f) => f.name,
      cell: (f) => (
        <div className={classes.named}>
          {f.name}
          {f.description && (
            <Text size="xs" c="dimmed" maw="60ch">
              {f.description}
            </Text>
          )}
          <RecordNotes findings={findings.data?.filter((x) => x.record === f.id && x.rule !== "function-no-owner")} />
        </div>
      ),
    },
    {
      id: "kind",
      title: fieldName("kind"),
      sort: (f) => functionKinds.indexOf(f.kind as never),
      cell: (f) => riskWord("functionKind", f.kind),
    },
    {
      id: "zones",
      title: t("function.where"),
      cell: (f) => (
        <>
          {(f.zones ?? []).map((id) => (
            <span key={id}>
              <Key>{zones.get(id)?.key}</Key>{" "}
            </span>
          ))}
          {f.assets && f.assets.length > 0 && (
            <Text span size="xs" c="dimmed">
              {t("function.assets", { count: f.assets.length })}
            </Text>
          )}
          {!f.zones?.length && !f.assets?.length && <Missing why={t("function.whyWhere")} />}
        </>
      ),
    },
    {
      id: "owner",
      title: fieldName("owner"),
      sort: (f) => f.owner ?? "",
      cell: (f) => f.owner || <Missing why={t("function.whyOwner")} />,
    },
    {
      id: "recovery",
      title: fieldName("recovery"),
      sort: (f) => f.recovery?.targetTime ?? Infinity,
      cell: (f) => <Times of={f} />,
    },
    {
      id: "adequacy",
      title: t("function.availability"),
      sort: (f) => adequacy.data?.functions.find((x) => x.id === f.id)?.verdict ?? "",
      cell: (f) => {
        const a = adequacy.data?.functions.find((x) => x.id === f.id);
        return (
          a && (
            <div>
              <Badge color={colour[a.verdict]}>{riskWord("adequacy", a.verdict)}</Badge>
              {a.gaps.length > 0 && (
                <ul className={classes.gaps}>
                  {a.gaps.map((g) => (
                    <li key={g.text}>{g.text}</li>
                  ))}
                </ul>
              )}
            </div>
          )
        );
      },
    },
    {
      id: "actions",
      title: t("common:actions"),
      untitled: true,
      right: true,
      cell: (f) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("actionsOf", { key: f.key })} className="no-print">
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Pencil size={14} aria-hidden />} onClick={() => setOpen(f.id)}>
              {mayEdit ? t("common:edit") : t("open")}
            </Menu.Item>
            {can("history.read", site) && (
              <LinkItem to="/sites/$site/history" params={{ site }} search={{ record: "function", id: f.id }}>
                {t("history")}
              </LinkItem>
            )}
            {mayEdit && (
              <Menu.Item color="red" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setDoomed(f)}>
                {t("common:delete")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
  return (
    <>
      {functions.data.length === 0 ? (
        <EmptyState icon={HeartPulse} title={t("function.none")} text={t("function.noneText")}>
          {add}
        </EmptyState>
      ) : (
        <>
          <Group justify="space-between" mb="sm" align="start">
            <Text size="sm" c="dimmed" maw="80ch" flex="1 1 260px">
              {t("function.lead")} {adequacy.data?.answer}
            </Text>
            {add}
          </Group>
          <DataTable
            cards
            caption={t("scope.tab.functions")}
            columns={columns}
            rows={functions.data}
            rowKey={(f) => f.id}
            sort={sort}
            onSort={setSort}
          />
        </>
      )}
      {(open === "new" || edited) && (
        <FunctionForm
          key={edited ? edited.id + edited.version : "new"}
          site={site}
          record={edited}
          readOnly={!mayEdit}
          onClose={() => setOpen(undefined)}
        />
      )}
      {doomed && <DeleteRecord site={site} kind={kind} record={doomed} onClose={() => setDoomed(undefined)} />}
    </>
  );
}

/** Target and measured time and point, in hours. */
function Times({ of: { recovery: r } }: { of: EssentialFunction }) {
  const { t } = useTranslation("criteria");
  if (r?.targetTime === undefined && r?.measuredTime === undefined) return <Missing why={t("function.whyRecovery")} />;
  const hours = (x: number | undefined) => (x === undefined ? "–" : t("hours", { hours: x }));
  return (
    <Text size="xs" component="div" className={classes.due}>
      {t("function.time", { target: hours(r.targetTime), measured: hours(r.measuredTime) })}
      <br />
      {t("function.point", { target: hours(r.targetPoint), measured: hours(r.measuredPoint) })}
      <br />
      {r.restoreTested ? (
        t("function.restored", { day: formatDay(r.restoreTested) })
      ) : (
        <Missing why={t("function.whyTested")} />
      )}
    </Text>
  );
}
