import { Button, Checkbox, MultiSelect, Select } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { SearchBox } from "../../../parts/SearchBox";
import { riskOptions } from "../../../parts/risk/words";
import type { RiskResult, Scenario } from "../../../parts/risk/types";
import { narrowed, unrated, type SheetFilter } from "./arrange";
import { columns, title } from "./columns";
import type { Lookup } from "./lookup";
import classes from "./sheet.module.css";

interface Props {
  filter: SheetFilter;
  onChange: (filter: SheetFilter) => void;
  look: Lookup;
  risk: RiskResult;
  scenarios: Scenario[];
}

const nothing: SheetFilter = {
  search: "",
  node: "",
  band: [],
  flag: [],
  owner: "",
  above: false,
  hackable: false,
  sort: "",
};

/** What the worksheet is narrowed to; it stands in the address. */
export const Filters = memo(function Filters({ filter, onChange, look, risk, scenarios }: Props) {
  const { t } = useTranslation("risk");
  const set = (part: Partial<SheetFilter>) => onChange({ ...filter, ...part });
  const owners = [...new Set(scenarios.map((s) => s.owner ?? "").filter(Boolean))].sort();
  const used = new Set(scenarios.map((s) => s.zone || s.conduit));
  const nodes = (list: { id: string; key: string; name: string }[]) =>
    list.filter((x) => used.has(x.id)).map((x) => ({ value: x.id, label: `${x.key} ${x.name}` }));
  const flags = [...new Set(risk.scenarios.flatMap((s) => s.flags.map((f) => f.code)))].sort();
  const bands = [
    ...(risk.criteria?.bands ?? []).map((b) => ({ value: b.id, label: b.name })),
    { value: unrated, label: t("filter.unrated") },
  ];
  return (
    <div className={`${classes.filters} no-print`} role="search" aria-label={t("filter.all")}>
      <SearchBox
        size="xs"
        label={t("filter.search")}
        value={filter.search}
        onChange={(search) => set({ search })}
        className={classes.search}
      />
      <Select
        size="xs"
        aria-label={t("column.node")}
        placeholder={t("column.node")}
        data={[
          { group: t("filter.zones"), items: nodes(look.zones) },
          { group: t("filter.conduits"), items: nodes(look.conduits) },
        ]}
        value={filter.node || null}
        onChange={(v) => set({ node: v ?? "" })}
        searchable
        clearable
        w={150}
      />
      <MultiSelect
        size="xs"
        aria-label={t("filter.band")}
        placeholder={filter.band.length === 0 ? t("filter.band") : undefined}
        data={bands}
        value={filter.band}
        onChange={(band) => set({ band })}
        clearable
        w={140}
      />
      <MultiSelect
        size="xs"
        aria-label={t("column.flags")}
        placeholder={filter.flag.length === 0 ? t("column.flags") : undefined}
        data={riskOptions("flag", flags)}
        value={filter.flag}
        onChange={(flag) => set({ flag })}
        clearable
        w={140}
      />
      <Select
        size="xs"
        aria-label={t("column.owner")}
        placeholder={t("column.owner")}
        data={owners}
        value={filter.owner || null}
        onChange={(v) => set({ owner: v ?? "" })}
        searchable
        clearable
        w={120}
      />
      <Select
        size="xs"
        aria-label={t("filter.sort")}
        placeholder={t("filter.sort")}
        data={columns.flatMap((c) => [
          { value: c.id, label: t("filter.up", { column: title(c) }) },
          { value: `-${c.id}`, label: t("filter.down", { column: title(c) }) },
        ])}
        value={filter.sort || null}
        onChange={(v) => set({ sort: v ?? "" })}
        searchable
        clearable
        w={130}
      />
      <Checkbox
        size="xs"
        label={t("filter.above")}
        checked={filter.above}
        onChange={(e) => set({ above: e.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t("filter.hackable")}
        checked={filter.hackable}
        onChange={(e) => set({ hackable: e.currentTarget.checked })}
      />
      {narrowed(filter) && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange({ ...nothing, sort: filter.sort })}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
});
