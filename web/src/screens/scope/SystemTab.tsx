import { ActionIcon, Button, Group, Menu, Paper, Select, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Ellipsis, Pencil, Plus, Scan, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { useZones } from "../../parts/plant/queries";
import { DeleteRecord } from "../../parts/risk/DeleteRecord";
import { recordFindingsOf, systemsOf, type SystemRecord } from "../../parts/risk/scope";
import { useShortcut } from "../../parts/Shortcuts";
import { fieldName } from "../../parts/words";
import { AccessPoints } from "./AccessPoints";
import { Missing } from "./Missing";
import { RecordNotes } from "./RecordNotes";
import { SystemForm } from "./SystemForm";
import { useOpen } from "./useOpen";
import classes from "./scope.module.css";

export const systemKind = { name: "system", segment: "systems" };

/** The systems under consideration, with perimeter and access points. */
export function SystemTab({ site }: { site: string }) {
  const { t } = useTranslation(["criteria", "common"]);
  const mayEdit = useCan()("risk.edit", site);
  const systems = useQuery(systemsOf(site));
  const [chosen, choose] = useOpen("system");
  const [open, setOpen] = useOpen();
  const [deleting, setDeleting] = useState<SystemRecord>();
  useShortcut("n", t("system.add"), () => setOpen("new"), mayEdit && systems.data?.length === 0);
  if (systems.isError) return <ErrorPanel error={systems.error} onRetry={() => void systems.refetch()} />;
  if (!systems.data) return <LoadingRows rows={8} />;
  const system = systems.data.find((s) => s.id === chosen) ?? systems.data[0];
  const form = open === "new" ? undefined : systems.data.find((s) => s.id === open);
  return (
    <>
      {!system && (
        <EmptyState icon={Scan} title={t("system.none")} text={t("system.noneText")}>
          {mayEdit && (
            <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOpen("new")}>
              {t("system.add")}
            </Button>
          )}
        </EmptyState>
      )}
      {system && (
        <>
          <Group justify="space-between" align="end" mb="sm">
            {systems.data.length > 1 ? (
              <Select
                label={t("system.choose")}
                data={systems.data.map((s) => ({ value: s.id, label: `${s.key} ${s.name}` }))}
                value={system.id}
                allowDeselect={false}
                onChange={(v) => v && choose(v)}
                w={360}
                maw="100%"
              />
            ) : (
              <span />
            )}
            {mayEdit && (
              <Group gap="xs" className="no-print">
                <Button
                  variant="default"
                  leftSection={<Pencil size={16} aria-hidden />}
                  onClick={() => setOpen(system.id)}
                >
                  {t("system.edit")}
                </Button>
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon variant="default" aria-label={t("actionsOf", { key: system.key })}>
                      <Ellipsis size={16} aria-hidden />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item leftSection={<Plus size={14} aria-hidden />} onClick={() => setOpen("new")}>
                      {t("system.addAnother")}
                    </Menu.Item>
                    <Menu.Item
                      color="red"
                      leftSection={<Trash2 size={14} aria-hidden />}
                      onClick={() => setDeleting(system)}
                    >
                      {t("common:delete")}
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              </Group>
            )}
          </Group>
          <About site={site} system={system} />
          <AccessPoints key={system.id} site={site} system={system} mayEdit={mayEdit} />
        </>
      )}
      {(open === "new" || form) && (
        <SystemForm
          key={form ? form.id + form.version : "new"}
          site={site}
          system={form}
          onDone={(s) => choose(s.id)}
          onClose={() => setOpen(undefined)}
        />
      )}
      {deleting && (
        <DeleteRecord site={site} kind={systemKind} record={deleting} onClose={() => setDeleting(undefined)} />
      )}
    </>
  );
}

function About({ site, system: s }: { site: string; system: SystemRecord }) {
  const { t } = useTranslation("criteria");
  const zones = useZones(site);
  const findings = useQuery(recordFindingsOf(site, ["system"]));
  const own = findings.data?.filter((f) => f.record === s.id && !f.rule.startsWith("access-point"));
  const inside = (s.zones ?? []).map((id) => zones.get(id)).filter((z) => z !== undefined);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="system-name">
      <Title order={2} id="system-name">
        <Key>{s.key}</Key> {s.name}
      </Title>
      {s.description && (
        <Text size="sm" mt={4} maw="80ch">
          {s.description}
        </Text>
      )}
      <RecordNotes findings={own} />
      <dl className={classes.facts}>
        <dt>{fieldName("perimeter")}</dt>
        <dd className={classes.lines}>{s.perimeter || <Missing why={t("system.whyPerimeter")} />}</dd>
        <dt>{fieldName("excluded")}</dt>
        <dd className={classes.lines}>{s.excluded || <Missing why={t("system.whyExcluded")} />}</dd>
        <dt>{fieldName("owner")}</dt>
        <dd>{s.owner || <Missing why={t("system.whyOwner")} />}</dd>
        <dt>{fieldName("zones")}</dt>
        <dd>
          {inside.length === 0
            ? t("system.allZones")
            : inside.map((z) => (
                <span key={z.id} className={classes.chip}>
                  <Key>{z.key}</Key> {z.name}
                </span>
              ))}
        </dd>
      </dl>
    </Paper>
  );
}
