import { Button, Checkbox, Pill, Popover, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { grades, proofKinds, sectionName, standStates, type EvidencePage } from "../../parts/library/evidence";
import { RequirementPicker } from "../../parts/library/RequirementPicker";
import { libWord } from "../../parts/library/words";
import { zonesOf } from "../../parts/plant/queries";
import { SearchBox } from "../../parts/SearchBox";
import { FacetMenu } from "../assets/FacetMenu";
import { binderOf, filterOf, narrowed, type EvidenceFilter } from "./evidence";
import classes from "./evidence.module.css";

interface Props {
  site: string;
  filter: EvidenceFilter;
  page: EvidencePage | undefined;
  onChange: (filter: EvidenceFilter) => void;
}

const windows = ["past", "30", "90", "365"] as const;
const systemSet = "iec-62443-3-3:2013";

/** Search and filters, and what is filtered by at the moment. */
export function Filters({ site, filter, page, onChange }: Props) {
  const { t } = useTranslation("evidence");
  const zones = useQuery(zonesOf(site)).data ?? [];
  const one = (name: keyof EvidenceFilter) => ({
    single: true,
    chosen: filter[name] ? [filter[name]] : [],
    onChange: ([value]: string[]) => onChange({ ...filter, [name]: value ?? "" }),
  });
  const zone = (id: string) => {
    const z = zones.find((x) => x.id === id);
    return z ? `${z.key} ${z.name}` : id;
  };
  const within = (value: string) => t(`within.${value as (typeof windows)[number]}`);
  const pills: { name: keyof EvidenceFilter; label: string }[] = [
    { name: "state" as const, label: libWord("stand", filter.state) },
    { name: "section" as const, label: sectionName(filter.section) },
    { name: "kind" as const, label: libWord("proofKind", filter.kind) },
    { name: "within" as const, label: filter.within && within(filter.within) },
    { name: "zone" as const, label: filter.zone && zone(filter.zone) },
    { name: "requirement" as const, label: filter.requirement },
    { name: "confidentiality" as const, label: libWord("grade", filter.confidentiality) },
  ].filter((p) => p.label !== "");
  return (
    <div className={`${classes.filters} no-print`}>
      <SearchBox
        label={t("search")}
        value={filter.q}
        onChange={(q) => onChange({ ...filter, q })}
        w={{ base: "100%", sm: 260 }}
      />
      <FacetMenu
        title={t("filter.state")}
        choices={standStates.map((value) => ({
          value,
          label: libWord("stand", value),
          count: page?.states[value] ?? 0,
        }))}
        {...one("state")}
      />
      <FacetMenu
        title={t("filter.section")}
        choices={binderOf(page).map(({ section, count }) => ({ value: section, label: sectionName(section), count }))}
        {...one("section")}
      />
      <FacetMenu
        title={t("filter.kind")}
        choices={proofKinds.map((value) => ({ value, label: libWord("proofKind", value) }))}
        {...one("kind")}
      />
      <FacetMenu
        title={t("filter.within")}
        choices={windows.map((value) => ({ value, label: within(value) }))}
        {...one("within")}
      />
      <FacetMenu
        title={t("filter.zone")}
        choices={zones.map((z) => ({ value: z.id, label: `${z.key} ${z.name}` }))}
        {...one("zone")}
      />
      <Popover position="bottom-start" width={340} trapFocus withinPortal>
        <Popover.Target>
          <Button
            size="xs"
            variant={filter.requirement ? "light" : "default"}
            rightSection={<ChevronDown size={14} aria-hidden />}
          >
            {t("filter.requirement")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="xs" aria-label={t("filter.requirement")}>
          <Stack gap="xs">
            <RequirementPicker
              set={filter.set || systemSet}
              value={filter.requirement ? [filter.requirement] : []}
              onChange={(set, ids) => onChange({ ...filter, set, requirement: ids.at(-1) ?? "" })}
            />
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <FacetMenu
        title={t("filter.confidentiality")}
        choices={grades.map((value) => ({ value, label: libWord("grade", value) }))}
        {...one("confidentiality")}
      />
      <Checkbox
        size="xs"
        label={t("filter.unused")}
        checked={filter.unused !== ""}
        onChange={(e) => onChange({ ...filter, unused: e.currentTarget.checked ? "yes" : "" })}
      />
      <Checkbox
        size="xs"
        label={t("filter.made")}
        checked={filter.made !== ""}
        onChange={(e) => onChange({ ...filter, made: e.currentTarget.checked ? "yes" : "" })}
      />
      <Checkbox
        size="xs"
        label={t("filter.own")}
        checked={filter.own !== ""}
        onChange={(e) => onChange({ ...filter, own: e.currentTarget.checked ? "yes" : "" })}
      />
      {pills.map(({ name, label }) => (
        <Pill
          key={name}
          withRemoveButton
          removeButtonProps={{ "aria-label": t("filter.remove", { label }), "aria-hidden": false, tabIndex: 0 }}
          onRemove={() => onChange({ ...filter, [name]: "" })}
        >
          {label}
        </Pill>
      ))}
      {narrowed(filter) && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(filterOf({}))}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}
