import { Button, Checkbox, Pill, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SearchBox } from "../../parts/SearchBox";
import { FacetMenu } from "../assets/FacetMenu";
import findings from "../findings/findings.module.css";
import { areas, filterOf, lists, narrowed, severities, states, type XRayFilter, type XRayPage } from "./xrays";

interface Props {
  filter: XRayFilter;
  counts: XRayPage["counts"] | undefined;
  owners: string[];
  /** Names the record that the list is narrowed to. */
  record: string | undefined;
  onChange: (filter: XRayFilter) => void;
}

const sorts = ["area", "severity", "key", "owner", "due", "state"] as const;

/** Search, filters and order, and what is filtered by at the moment. */
export function Filters({ filter, counts, owners, record, onChange }: Props) {
  const { t } = useTranslation(["xrays", "findings"]);
  const rules = counts?.rules ?? [];
  const label = (name: (typeof lists)[number], value: string) => {
    if (name === "area") return t(`area.${value as (typeof areas)[number]}.name`);
    if (name === "rule") return rules.find((r) => r.rule === value)?.title ?? value;
    return name === "severity" ? t(`findings:severity.${value}` as never) : t(`findings:state.${value}` as never);
  };
  const choices = {
    area: areas.map((value) => ({ value, label: label("area", value), count: counts?.area[value] ?? 0 })),
    severity: severities.map((value) => ({
      value,
      label: label("severity", value),
      count: counts?.severity[value] ?? 0,
    })),
    state: states.map((value) => ({ value, label: label("state", value), count: counts?.state[value] ?? 0 })),
    rule: rules.filter((r) => r.total > 0).map((r) => ({ value: r.rule, label: r.title, count: r.open })),
  };
  const owner = (value: string) => (value === "none" ? t("findings:filter.nobody") : value);
  const chosen = lists.flatMap((name) => filter[name].map((value) => ({ name, value, label: label(name, value) })));
  const removal = (text: string) => ({
    "aria-label": t("findings:filter.remove", { label: text }),
    "aria-hidden": false,
    tabIndex: 0,
  });
  return (
    <div className={`${findings.filters} no-print`}>
      <SearchBox
        label={t("search")}
        value={filter.search}
        onChange={(search) => onChange({ ...filter, search })}
        w={{ base: "100%", sm: 260 }}
      />
      {lists.map((name) => (
        <FacetMenu
          key={name}
          title={name === "area" ? t("areaTitle") : t(`findings:filter.${name}`)}
          choices={choices[name]}
          chosen={filter[name]}
          onChange={(values) => onChange({ ...filter, [name]: values })}
        />
      ))}
      <FacetMenu
        single
        title={t("findings:filter.owner")}
        choices={["none", ...owners].map((value) => ({ value, label: owner(value) }))}
        chosen={filter.owner ? [filter.owner] : []}
        onChange={([value]) => onChange({ ...filter, owner: value ?? "" })}
      />
      <Checkbox
        size="xs"
        label={
          counts?.overdue ? t("findings:filter.overdueCount", { count: counts.overdue }) : t("findings:filter.overdue")
        }
        checked={filter.overdue}
        onChange={(e) => onChange({ ...filter, overdue: e.currentTarget.checked })}
      />
      <Select
        size="xs"
        w={170}
        aria-label={t("sort")}
        data={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
        value={filter.sort || "area"}
        allowDeselect={false}
        onChange={(v) => onChange({ ...filter, sort: v === "area" || v === null ? "" : v })}
      />
      {chosen.map((c) => (
        <Pill
          key={c.name + c.value}
          withRemoveButton
          removeButtonProps={removal(c.label)}
          onRemove={() => onChange({ ...filter, [c.name]: filter[c.name].filter((v) => v !== c.value) })}
        >
          {c.label}
        </Pill>
      ))}
      {filter.record && (
        <Pill
          withRemoveButton
          removeButtonProps={removal(record ?? t("oneRecord"))}
          onRemove={() => onChange({ ...filter, record: "" })}
        >
          {record ?? t("oneRecord")}
        </Pill>
      )}
      {narrowed(filter) && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange({ ...filterOf({}), sort: filter.sort })}>
          {t("findings:filter.clear")}
        </Button>
      )}
    </div>
  );
}
