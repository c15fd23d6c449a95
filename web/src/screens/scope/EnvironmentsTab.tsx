import { ActionIcon, Alert, Anchor, Badge, Button, Group, Menu, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Ellipsis, Info, Pencil, Plus, ShieldCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { DataTable, type Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { zonesOf } from "../../parts/plant/queries";
import { DeleteRecord } from "../../parts/risk/DeleteRecord";
import { countermeasuresOf } from "../../parts/risk/queries";
import { environmentsOf, recordFindingsOf, type Environment } from "../../parts/risk/scope";
import { passed } from "../../parts/risk/today";
import { useShortcut } from "../../parts/Shortcuts";
import { formatDay } from "../../parts/TimeAgo";
import { fieldName } from "../../parts/words";
import { EnvironmentForm } from "./EnvironmentForm";
import { Missing } from "./Missing";
import { RecordNotes } from "./RecordNotes";
import { useOpen } from "./useOpen";
import classes from "./scope.module.css";

const kind = { name: "environment", segment: "environments" };

/** What is promised to the safety side about the surroundings of each safety zone. */
export function EnvironmentsTab({ site }: { site: string }) {
  const { t } = useTranslation(["criteria", "common"]);
  const mayEdit = useCan()("risk.edit", site);
  const environments = useQuery(environmentsOf(site));
  const findings = useQuery(recordFindingsOf(site, ["environment", "zone"]));
  const zones = useQuery(zonesOf(site));
  const measures = useQuery(countermeasuresOf(site));
  const [open, setOpen] = useOpen();
  const [doomed, setDoomed] = useState<Environment>();
  useShortcut("n", t("environment.add"), () => setOpen("new"), mayEdit);
  if (environments.isError)
    return <ErrorPanel error={environments.error} onRetry={() => void environments.refetch()} />;
  if (!environments.data || !zones.data) return <LoadingRows rows={6} />;
  const safety = zones.data.filter((z) => z.safety || z.kind === "safety");
  const without = findings.data?.filter((f) => f.rule === "environment-missing") ?? [];
  const add = mayEdit && safety.length > 0 && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOpen("new")} className="no-print">
      {t("environment.add")}
    </Button>
  );
  const edited = environments.data.find((e) => e.id === open);
  const zone = (id: string) => zones.data.find((z) => z.id === id);
  const columns: Column<Environment>[] = [
    {
      id: "key",
      title: fieldName("key"),
      cell: (e) => (
        <Anchor component="button" type="button" size="sm" fw={600} onClick={() => setOpen(e.id)}>
          <Key>{e.key}</Key>
        </Anchor>
      ),
    },
    {
      id: "zone",
      title: fieldName("zone"),
      cell: (e) => (
        <>
          <Key>{zone(e.zone)?.key}</Key> {zone(e.zone)?.name}
        </>
      ),
    },
    {
      id: "statement",
      title: t("environment.promise"),
      cell: (e) => (
        <div>
          {e.name && (
            <Text size="sm" fw={550}>
              {e.name}
            </Text>
          )}
          <div className={classes.lines}>{e.statement}</div>
          <RecordNotes
            findings={findings.data?.filter((f) => f.record === e.id && f.rule !== "environment-no-owner")}
          />
        </div>
      ),
    },
    {
      id: "countermeasures",
      title: t("environment.by"),
      cell: (e) =>
        e.countermeasures?.length ? (
          e.countermeasures.map((id) => {
            const m = measures.data?.find((x) => x.id === id);
            return (
              <span key={id} className={classes.chip} title={m?.name}>
                <Key>{m?.key}</Key>
              </span>
            );
          })
        ) : (
          <Missing why={t("environment.whyMeasures")} />
        ),
    },
    {
      id: "owner",
      title: t("environment.owner"),
      cell: (e) => e.owner || <Missing why={t("environment.whyOwner")} />,
    },
    {
      id: "until",
      title: fieldName("validUntil"),
      cell: (e) =>
        e.validUntil ? (
          <span className={classes.due}>
            {formatDay(e.validUntil)}{" "}
            {passed(e.validUntil) && (
              <Badge color="red" size="sm">
                {t("overdue")}
              </Badge>
            )}
          </span>
        ) : (
          <Missing why={t("environment.whyUntil")} />
        ),
    },
    {
      id: "actions",
      title: t("common:actions"),
      untitled: true,
      right: true,
      cell: (e) =>
        mayEdit && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t("actionsOf", { key: e.key })} className="no-print">
                <Ellipsis size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Pencil size={14} aria-hidden />} onClick={() => setOpen(e.id)}>
                {t("common:edit")}
              </Menu.Item>
              <Menu.Item color="red" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setDoomed(e)}>
                {t("common:delete")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ),
    },
  ];
  return (
    <>
      {without.length > 0 && (
        <Alert color="orange" icon={<Info size={18} />} title={t("environment.without")} mb="md">
          <RecordNotes findings={without} />
        </Alert>
      )}
      {environments.data.length === 0 ? (
        <EmptyState
          icon={ShieldCheck}
          title={safety.length === 0 ? t("environment.noSafety") : t("environment.none")}
          text={safety.length === 0 ? t("environment.noSafetyText") : t("environment.noneText")}
        >
          {add}
        </EmptyState>
      ) : (
        <>
          <Group justify="space-between" mb="sm" align="start">
            <Text size="sm" c="dimmed" maw="80ch" flex="1 1 260px">
              {t("environment.lead")}
            </Text>
            {add}
          </Group>
          <DataTable
            cards
            caption={t("scope.tab.environments")}
            columns={columns}
            rows={environments.data}
            rowKey={(e) => e.id}
          />
        </>
      )}
      {(open === "new" || edited) && (
        <EnvironmentForm
          key={edited ? edited.id + edited.version : "new"}
          site={site}
          record={edited}
          zones={safety}
          measures={measures.data}
          readOnly={!mayEdit}
          onClose={() => setOpen(undefined)}
        />
      )}
      {doomed && <DeleteRecord site={site} kind={kind} record={doomed} onClose={() => setDoomed(undefined)} />}
    </>
  );
}
