import { Autocomplete, Button, Checkbox, Group, Modal, Select, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Zone } from "../../api/types";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { assetRoles, assetTypes, type AssetFacets } from "../../parts/plant/types";
import { criticality, options } from "../../parts/plant/words";
import { formatNumber } from "../../parts/TimeAgo";

/** The attributes that many assets get alike; those left out stay as they are. */
export interface AssetSet {
  zone?: string;
  owner?: string;
  location?: string;
  criticality?: number;
  role?: string;
  type?: string;
  vendor?: string;
  addTags?: string[];
  removeTags?: string[];
}

type Field = keyof AssetSet;

interface Props {
  count: number;
  zones: Map<string, Zone>;
  facets?: AssetFacets;
  busy: boolean;
  error: unknown;
  onApply: (set: AssetSet) => void;
  onClose: () => void;
}

/** Sets the same values on many assets: only what is ticked changes. */
export function BulkDialog({ count, zones, facets, busy, error, onApply, onClose }: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const [set, setSet] = useState<AssetSet>({});
  const fill = (field: Field, value: string | number | string[] | undefined) =>
    setSet((old) => ({ ...old, [field]: value }));
  const known = (list: { value: string }[] | undefined) => (list ?? []).map((f) => f.value).filter(Boolean);
  const chosen = Object.values(set).filter((v) => v !== undefined && !(Array.isArray(v) && v.length === 0));

  const row = (field: Field, start: string | number | string[], input: ReactNode) => (
    <Group key={field} gap="sm" wrap="nowrap" align="flex-start">
      <Checkbox
        mt={30}
        aria-label={t("assets.change", { field: t(`assets.column.${field}` as never) })}
        checked={set[field] !== undefined}
        onChange={(e) => fill(field, e.currentTarget.checked ? start : undefined)}
      />
      <div style={{ flex: 1 }}>{input}</div>
    </Group>
  );
  const label = (field: Field) => t(`assets.column.${field}` as never);

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("assets.bulkTitle", { count, n: formatNumber(count) })}
      size="lg"
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("assets.bulkText")}
        </Text>
        {row(
          "zone",
          "",
          <Select
            label={label("zone")}
            searchable
            data={[
              { value: "-", label: t("assets.noZone") },
              ...[...zones.values()].map((z) => ({ value: z.id, label: `${z.key} ${z.name}` })),
            ]}
            value={set.zone === undefined ? null : set.zone || "-"}
            onChange={(v) => fill("zone", v === null ? undefined : v === "-" ? "" : v)}
          />,
        )}
        {row(
          "owner",
          "",
          <Autocomplete
            label={label("owner")}
            data={known(facets?.owners)}
            value={set.owner ?? ""}
            onChange={(v) => fill("owner", v)}
          />,
        )}
        {row(
          "location",
          "",
          <TextInput
            label={label("location")}
            value={set.location ?? ""}
            onChange={(e) => fill("location", e.currentTarget.value)}
          />,
        )}
        {row(
          "criticality",
          0,
          <Select
            label={label("criticality")}
            data={[0, 1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: criticality(n) }))}
            value={set.criticality === undefined ? null : String(set.criticality)}
            onChange={(v) => fill("criticality", v === null ? undefined : Number(v))}
          />,
        )}
        {row(
          "role",
          "",
          <Select
            label={label("role")}
            searchable
            data={options("assetRole", assetRoles)}
            value={set.role || null}
            onChange={(v) => fill("role", v ?? undefined)}
          />,
        )}
        {row(
          "type",
          "embedded-device",
          <Select
            label={label("type")}
            data={options("assetType", assetTypes)}
            value={set.type ?? null}
            onChange={(v) => fill("type", v ?? undefined)}
          />,
        )}
        {row(
          "vendor",
          "",
          <Autocomplete
            label={label("vendor")}
            data={known(facets?.vendors)}
            value={set.vendor ?? ""}
            onChange={(v) => fill("vendor", v)}
          />,
        )}
        {row(
          "addTags",
          [],
          <TagsInput label={label("addTags")} value={set.addTags ?? []} onChange={(v) => fill("addTags", v)} />,
        )}
        {row(
          "removeTags",
          [],
          <TagsInput
            label={label("removeTags")}
            value={set.removeTags ?? []}
            onChange={(v) => fill("removeTags", v)}
          />,
        )}
        <ErrorPanel error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button disabled={chosen.length === 0} loading={busy} onClick={() => onApply(set)}>
            {t("assets.bulkApply", { count, n: formatNumber(count) })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
