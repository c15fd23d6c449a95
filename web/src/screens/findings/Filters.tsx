import { Button, Checkbox, Pill } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SearchBox } from "../../parts/SearchBox";
import { kindName } from "../../parts/words";
import { FacetMenu } from "../assets/FacetMenu";
import { filterOf, lists, narrowed, severities, states, type FindingCounts, type FindingFilter } from "./findings";
import classes from "./findings.module.css";

interface Props {
  filter: FindingFilter;
  counts: FindingCounts | undefined;
  /** Who sees to any of the findings that are shown. */
  owners: string[];
  onChange: (filter: FindingFilter) => void;
}

/** Search and filters, and what is filtered by at the moment. */
export function Filters({ filter, counts, owners, onChange }: Props) {
  const { t } = useTranslation("findings");
  const rules = counts?.rules ?? [];
  const label = (name: (typeof lists)[number], value: string) => {
    if (name === "severity") return t(`severity.${value}` as never);
    if (name === "state") return t(`state.${value}` as never);
    if (name === "kind") return kindName(value);
    return rules.find((r) => r.rule === value)?.title ?? value;
  };
  const choices = {
    severity: severities.map((value) => ({
      value,
      label: label("severity", value),
      count: counts?.severity[value] ?? 0,
    })),
    state: states.map((value) => ({ value, label: label("state", value), count: counts?.state[value] ?? 0 })),
    rule: rules.map((r) => ({ value: r.rule, label: r.title, count: r.open })),
    kind: Object.entries(counts?.kind ?? {}).map(([value, count]) => ({ value, label: kindName(value), count })),
  };
  const owner = (value: string) => (value === "none" ? t("filter.nobody") : value);
  const chosen = lists.flatMap((name) => filter[name].map((value) => ({ name, value, label: label(name, value) })));
  return (
    <div className={`${classes.filters} no-print`}>
      <SearchBox
        label={t("search")}
        value={filter.search}
        onChange={(search) => onChange({ ...filter, search })}
        w={{ base: "100%", sm: 260 }}
      />
      {lists.map((name) => (
        <FacetMenu
          key={name}
          title={t(`filter.${name}`)}
          choices={choices[name]}
          chosen={filter[name]}
          onChange={(values) => onChange({ ...filter, [name]: values })}
        />
      ))}
      <FacetMenu
        single
        title={t("filter.owner")}
        choices={["none", ...owners].map((value) => ({ value, label: owner(value) }))}
        chosen={filter.owner ? [filter.owner] : []}
        onChange={([value]) => onChange({ ...filter, owner: value ?? "" })}
      />
      <Checkbox
        size="xs"
        label={counts?.overdue ? t("filter.overdueCount", { count: counts.overdue }) : t("filter.overdue")}
        checked={filter.overdue}
        onChange={(e) => onChange({ ...filter, overdue: e.currentTarget.checked })}
      />
      {chosen.map((c) => (
        <Pill
          key={c.name + c.value}
          withRemoveButton
          removeButtonProps={{
            "aria-label": t("filter.remove", { label: c.label }),
            "aria-hidden": false,
            tabIndex: 0,
          }}
          onRemove={() => onChange({ ...filter, [c.name]: filter[c.name].filter((v) => v !== c.value) })}
        >
          {c.label}
        </Pill>
      ))}
      {narrowed(filter) && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange({ ...filterOf({}), sort: filter.sort })}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}
