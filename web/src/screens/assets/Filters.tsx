import { Button, Pill } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Zone } from "../../api/types";
import { facetsOf } from "../../parts/plant/queries";
import type { Facet } from "../../parts/plant/types";
import { criticality, word } from "../../parts/plant/words";
import { SearchBox } from "../../parts/SearchBox";
import classes from "./assets.module.css";
import { FacetMenu, type FacetChoice } from "./FacetMenu";
import { facets, narrowed, noZone, type AssetFilter, type FacetName } from "./filter";

interface Props {
  site: string;
  filter: AssetFilter;
  zones: Map<string, Zone>;
  onChange: (filter: AssetFilter) => void;
}

/** Search and filters, and what is filtered by at the moment. */
export function Filters({ site, filter, zones, onChange }: Props) {
  const { t } = useTranslation("plant");
  const counts = useQuery(facetsOf(site)).data;

  const label = (name: FacetName, value: string): string => {
    switch (name) {
      case "zone": {
        const zone = zones.get(value);
        return value === noZone ? t("assets.noZone") : zone ? `${zone.key} ${zone.name}` : value;
      }
      case "type":
        return word("assetType", value);
      case "role":
        return word("assetRole", value);
      case "criticality":
        return criticality(Number(value));
      default:
        return value;
    }
  };
  const choicesOf = (name: FacetName): FacetChoice[] => {
    const from = (list: Facet[] | undefined) =>
      (list ?? []).filter((f) => f.value !== "").map((f) => ({ ...f, label: label(name, f.value) }));
    switch (name) {
      case "zone": {
        const none = counts?.zones.find((f) => f.value === "")?.count;
        const all = from(counts?.zones).sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
        return none ? [{ value: noZone, label: t("assets.noZone"), count: none }, ...all] : all;
      }
      case "type":
        return from(counts?.types);
      case "role":
        return from(counts?.roles);
      case "vendor":
        return from(counts?.vendors);
      case "owner":
        return from(counts?.owners);
      case "criticality":
        return [5, 4, 3, 2, 1, 0].map((n) => ({ value: String(n), label: criticality(n) }));
    }
  };

  return (
    <>
      <div className={`${classes.filters} no-print`}>
        <SearchBox
          className={classes.search}
          label={t("assets.search")}
          value={filter.search}
          onChange={(search) => onChange({ ...filter, search })}
        />
        {facets.map((name) => (
          <FacetMenu
            key={name}
            title={t(`assets.column.${name}`)}
            choices={choicesOf(name)}
            chosen={filter[name]}
            single={name === "owner"}
            onChange={(chosen) => onChange({ ...filter, [name]: chosen })}
          />
        ))}
      </div>
      {narrowed(filter) && (
        <div className={classes.pills}>
          {facets.flatMap((name) =>
            filter[name].map((value) => (
              <Pill
                key={name + value}
                size="md"
                withRemoveButton
                removeButtonProps={{
                  "aria-label": t("assets.removeFilter", { name: label(name, value) }),
                  tabIndex: 0,
                  "aria-hidden": false,
                }}
                onRemove={() => onChange({ ...filter, [name]: filter[name].filter((v) => v !== value) })}
              >
                {t(`assets.column.${name}`)}: {label(name, value)}
              </Pill>
            )),
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            className="no-print"
            onClick={() => onChange({ ...empty, sort: filter.sort })}
          >
            {t("assets.clearFilters")}
          </Button>
        </div>
      )}
    </>
  );
}

const empty: AssetFilter = {
  search: "",
  sort: "",
  zone: [],
  type: [],
  role: [],
  vendor: [],
  criticality: [],
  owner: [],
};
