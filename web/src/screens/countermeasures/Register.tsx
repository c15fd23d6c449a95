import { Button, Group, Select, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Plus, SearchX, Shield } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conduit, Zone } from "../../api/types";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { layers, type Countermeasure } from "../../parts/risk/types";
import { measureKinds, measureStates } from "../../parts/risk/views";
import { riskOptions } from "../../parts/risk/words";
import { SearchBox } from "../../parts/SearchBox";
import type { Search } from "../../router";
import { BulkMeasures } from "./BulkMeasures";
import classes from "./countermeasures.module.css";
import { filterOf, fits } from "./measures";
import { MeasureTable } from "./MeasureTable";

interface Props {
  site: string;
  measures: UseQueryResult<Countermeasure[]>;
  zones: Zone[];
  conduits: Conduit[];
  mayEdit: boolean;
  onOpen: (id: string) => void;
  onAdd: () => void;
  onCopy: (id: string) => void;
  onDelete: (m: Countermeasure) => void;
}

/** The register of countermeasures, filtered and sorted by the address. */
export function Register({ site, measures, zones, conduits, mayEdit, onAdd, ...p }: Props) {
  const { t } = useTranslation("targets");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const filter = filterOf(search);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState(false);
  const go = (change: Search) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const clear = { layer: undefined, kind: undefined, state: undefined, zone: undefined, search: undefined };
  const all = measures.data ?? [];
  const rows = all.filter((m) => fits(m, filter));
  const chosen = all.filter((m) => selected.has(m.id));
  const choice = (name: "layer" | "kind" | "state" | "zone", data: { value: string; label: string }[]) => (
    <Select
      label={t(`measures.${name}`)}
      data={[{ value: "-", label: t("everything") }, ...data]}
      value={filter[name] || "-"}
      allowDeselect={false}
      searchable={name === "zone"}
      onChange={(v) => go({ [name]: v === "-" || v === null ? undefined : v })}
    />
  );

  if (measures.isError) return <ErrorPanel error={measures.error} onRetry={() => void measures.refetch()} />;
  if (measures.isPending) return <LoadingRows rows={9} />;
  if (all.length === 0) {
    return (
      <EmptyState icon={Shield} title={t("measures.none")} text={t("measures.noneText")}>
        {mayEdit && (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={onAdd}>
            {t("measures.add")}
          </Button>
        )}
      </EmptyState>
    );
  }
  return (
    <Stack>
      <div className={`${classes.controls} no-print`}>
        <SearchBox
          label={t("measures.search")}
          value={filter.search}
          onChange={(value) => go({ search: value || undefined })}
        />
        {choice("layer", riskOptions("layer", layers))}
        {choice(
          "kind",
          measureKinds.map((v) => ({ value: v, label: t(`measures.kinds.${v}`) })),
        )}
        {choice(
          "state",
          measureStates.map((v) => ({ value: v, label: t(`measures.states.${v}`) })),
        )}
        {choice(
          "zone",
          zones.map((z) => ({ value: z.id, label: `${z.key} ${z.name}` })),
        )}
      </div>
      {chosen.length > 0 && (
        <div className={`${classes.bar} no-print`} role="region" aria-label={t("bulk.bar")}>
          <Text size="sm" fw={600} role="status">
            {t("bulk.selected", { count: chosen.length })}
          </Text>
          <Group gap="xs">
            <Button size="compact-sm" onClick={() => setBulk(true)}>
              {t("measures.bulk.open")}
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setSelected(new Set())}>
              {t("bulk.clear")}
            </Button>
          </Group>
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState icon={SearchX} title={t("noneFound")}>
          <Button variant="default" onClick={() => go(clear)}>
            {t("clearFilters")}
          </Button>
        </EmptyState>
      ) : (
        <MeasureTable
          rows={rows}
          zones={zones}
          conduits={conduits}
          mayEdit={mayEdit}
          selected={selected}
          onSelect={setSelected}
          sort={filter.sort}
          onSort={(sort) => go({ sort })}
          {...p}
        />
      )}
      {bulk && (
        <BulkMeasures
          site={site}
          measures={chosen}
          onDone={() => setSelected(new Set())}
          onClose={() => setBulk(false)}
        />
      )}
    </Stack>
  );
}
