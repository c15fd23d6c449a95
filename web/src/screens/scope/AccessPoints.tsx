import { ActionIcon, Anchor, Button, Group, Menu, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Copy, DoorOpen, Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, url } from "../../api/api";
import { useSave } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { DataTable, type Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { Key } from "../../parts/Key";
import { conduitsOf, useZones } from "../../parts/plant/queries";
import { recordFindingsOf, type AccessPoint, type SystemRecord } from "../../parts/risk/scope";
import { riskWord } from "../../parts/risk/words";
import { useShortcut } from "../../parts/Shortcuts";
import { fieldName } from "../../parts/words";
import { AccessPointForm } from "./AccessPointForm";
import { copyOf, nextKey, ofPoint } from "./accessPoints";
import { Missing } from "./Missing";
import { RecordNotes } from "./RecordNotes";
import { useOpen } from "./useOpen";
import classes from "./scope.module.css";

interface Props {
  site: string;
  system: SystemRecord;
  mayEdit: boolean;
}

/** Every way into and out of a system; what is not known of one is marked. */
export function AccessPoints({ site, system, mayEdit }: Props) {
  const { t } = useTranslation(["criteria", "common"]);
  const zones = useZones(site);
  const conduits = useQuery(conduitsOf(site));
  const findings = useQuery(recordFindingsOf(site, ["system"]));
  const [open, setOpen] = useOpen("point");
  const [sort, setSort] = useOpen("sort");
  const [copied, setCopied] = useState<AccessPoint>();
  const [doomed, setDoomed] = useState<AccessPoint>();
  const points = system.accessPoints ?? [];
  const save = useSave<SystemRecord>((s) => url`/sites/${site}/systems/${s.id}`, {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    said: t("access.deleted", { key: doomed?.key }),
    onSuccess: () => setDoomed(undefined),
  });
  const add = () => {
    setCopied(undefined);
    setOpen("new");
  };
  useShortcut("n", t("access.add"), add, mayEdit);
  const edited = points.find((p) => p.key === open);
  const conduit = (id: string | undefined) => conduits.data?.find((c) => c.id === id)?.key;
  const duplicate = (p: AccessPoint) => {
    setCopied(copyOf(p, points, t("access.copyOf", { name: p.name })));
    setOpen("new");
  };
  const columns: Column<AccessPoint>[] = [
    {
      id: "key",
      title: fieldName("key"),
      sort: (p) => p.key,
      cell: (p) => (
        <Anchor component="button" type="button" size="sm" fw={600} onClick={() => setOpen(p.key)}>
          <Key>{p.key}</Key>
        </Anchor>
      ),
    },
    {
      id: "name",
      title: fieldName("name"),
      sort: (p) => p.name,
      cell: (p) => (
        <div className={classes.named}>
          {p.name}
          {p.note && (
            <Text size="xs" c="dimmed">
              {p.note}
            </Text>
          )}
          <RecordNotes findings={findings.data?.filter((f) => ofPoint(f, system.id, p.key) && f.rule !== incomplete)} />
        </div>
      ),
    },
    {
      id: "kind",
      title: fieldName("kind"),
      sort: (p) => riskWord("accessKind", p.kind),
      cell: (p) => riskWord("accessKind", p.kind),
    },
    {
      id: "direction",
      title: fieldName("direction"),
      sort: (p) => p.direction ?? "",
      cell: (p) => riskWord("accessDirection", p.direction) || <Missing why={t("access.whyDirection")} />,
    },
    {
      id: "counterparty",
      title: fieldName("counterparty"),
      sort: (p) => p.counterparty ?? "",
      cell: (p) => p.counterparty || <Missing why={t("access.whyCounterparty")} />,
    },
    {
      id: "owner",
      title: fieldName("owner"),
      sort: (p) => p.owner ?? "",
      cell: (p) => p.owner || <Missing why={t("access.whyOwner")} />,
    },
    {
      id: "end",
      title: t("access.end"),
      sort: (p) => zones.get(p.zone ?? "")?.key ?? "",
      cell: (p) =>
        p.zone || p.conduit ? (
          <>
            <Key>{zones.get(p.zone ?? "")?.key}</Key>{" "}
            {conduit(p.conduit) && (
              <Text span size="xs" c="dimmed">
                {t("access.over", { key: conduit(p.conduit) })}
              </Text>
            )}
          </>
        ) : (
          <Missing why={t("access.whyZone")} />
        ),
    },
    {
      id: "controls",
      title: fieldName("controls"),
      cell: (p) => (p.controls?.length ? p.controls.join("; ") : <Missing why={t("access.whyControls")} />),
    },
    {
      id: "actions",
      title: t("common:actions"),
      untitled: true,
      right: true,
      cell: (p) =>
        mayEdit && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t("access.actions", { key: p.key })} className="no-print">
                <Ellipsis size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Pencil size={14} aria-hidden />} onClick={() => setOpen(p.key)}>
                {t("common:edit")}
              </Menu.Item>
              <Menu.Item leftSection={<Copy size={14} aria-hidden />} onClick={() => duplicate(p)}>
                {t("access.duplicate")}
              </Menu.Item>
              <Menu.Item color="red" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setDoomed(p)}>
                {t("common:delete")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ),
    },
  ];
  return (
    <section aria-labelledby="access-points">
      <Group justify="space-between" mt="lg" mb="xs">
        <div>
          <Title order={2} id="access-points">
            {t("access.title", { count: points.length })}
          </Title>
          <Text size="sm" c="dimmed" maw="80ch">
            {t("access.lead")}
          </Text>
        </div>
        {mayEdit && points.length > 0 && (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={add} className="no-print">
            {t("access.add")}
          </Button>
        )}
      </Group>
      {points.length === 0 ? (
        <EmptyState icon={DoorOpen} title={t("access.none")} text={t("access.noneText")}>
          {mayEdit && (
            <Button leftSection={<Plus size={16} aria-hidden />} onClick={add}>
              {t("access.add")}
            </Button>
          )}
        </EmptyState>
      ) : (
        <DataTable
          cards
          caption={t("access.caption")}
          columns={columns}
          rows={points}
          rowKey={(p) => p.key}
          sort={sort}
          onSort={setSort}
        />
      )}
      {(open === "new" || edited) && (
        <AccessPointForm
          key={open === "new" ? `new${copied?.key}` : open}
          site={site}
          system={system}
          point={edited}
          start={copied ?? { key: nextKey(points), name: "", kind: "network" }}
          copied={copied !== undefined}
          readOnly={!mayEdit}
          onClose={() => {
            setCopied(undefined);
            setOpen(undefined);
          }}
        />
      )}
      {doomed && (
        <ConfirmDialog
          opened
          danger
          title={t("access.deleteTitle", { key: doomed.key, name: doomed.name })}
          text={t("access.deleteText")}
          confirm={t("common:delete")}
          busy={save.isPending}
          error={save.error}
          onConfirm={() => save.mutate({ ...system, accessPoints: points.filter((p) => p !== doomed) })}
          onClose={() => setDoomed(undefined)}
        />
      )}
    </section>
  );
}

/** The cells themselves show what this rule finds. */
const incomplete = "access-point-incomplete";
