import { Select, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { headings, type SetFilter } from "../../../parts/library/catalogue";
import { componentTypes, confidences, type RequirementSet } from "../../../parts/library/types";
import { libOptions } from "../../../parts/library/words";
import { SearchBox } from "../../../parts/SearchBox";
import { useAddress } from "../useAddress";
import classes from "./sets.module.css";

interface Props {
  set: RequirementSet;
  filter: SetFilter;
  count: number;
}

/** Narrows the requirements down; only what the set distinguishes is offered. */
export function SetFilters({ set, filter, count }: Props) {
  const { t } = useTranslation("standards");
  const { change } = useAddress();
  const levelled = set.kind === "system" || set.kind === "component";
  const groups = headings(set);
  const graded = confidences.filter((c) => set.requirements.some((r) => (r.confidence ?? "high") === c));
  const depth = new Map<string, number>();
  for (const g of groups) depth.set(g.id, g.parent ? (depth.get(g.parent) ?? 0) + 1 : 0);
  const choose = (name: keyof SetFilter) => (v: string | null) => change({ [name]: v ?? undefined });
  return (
    <div className={`${classes.filters} no-print`}>
      <SearchBox label={t("set.search")} value={filter.search} onChange={(v) => change({ search: v || undefined })} />
      {levelled && (
        <Select
          aria-label={t("set.level")}
          placeholder={t("set.anyLevel")}
          clearable
          data={[
            ...["1", "2", "3", "4"].map((level) => ({ value: level, label: t("set.upTo", { level }) })),
            ...(set.kind === "component" ? [{ value: "constraint", label: t("set.constraints") }] : []),
          ]}
          value={filter.level || null}
          onChange={choose("level")}
        />
      )}
      {set.kind === "component" && (
        <Select
          aria-label={t("set.type")}
          placeholder={t("set.anyType")}
          clearable
          data={libOptions("componentType", componentTypes)}
          value={filter.type || null}
          onChange={choose("type")}
        />
      )}
      {groups.length > 0 && (
        <Select
          aria-label={t("set.group")}
          placeholder={t("set.anyGroup")}
          clearable
          searchable
          data={groups.map((g) => ({
            value: g.id,
            label: "\u2003".repeat(depth.get(g.id) ?? 0) + groupName(g),
          }))}
          value={filter.group || null}
          onChange={choose("group")}
        />
      )}
      {graded.length > 1 && (
        <Select
          aria-label={t("set.confidence")}
          placeholder={t("set.anyConfidence")}
          clearable
          data={libOptions("confidence", graded)}
          value={filter.confidence || null}
          onChange={choose("confidence")}
        />
      )}
      <Text size="sm" c="dimmed" role="status">
        {t("set.shown", { count, total: set.requirements.length })}
      </Text>
    </div>
  );
}

/** "SP.01 Staffing"; a foundational requirement has its number in its title. */
export function groupName(g: { id: string; title: string }): string {
  return g.title.startsWith(g.id) ? g.title : `${g.id} ${g.title}`;
}
