import { Button, Pill, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { answerStates } from "../../parts/plant/types";
import { stateName } from "../../parts/plant/words";
import { SearchBox } from "../../parts/SearchBox";
import { formatNumber } from "../../parts/TimeAgo";
import { FacetMenu, type FacetChoice } from "../assets/FacetMenu";
import { filterOf, lists, narrowed, traces, verifications, type LineFilter, type Outline } from "./crs";
import classes from "./crs.module.css";

interface Props {
  filter: LineFilter;
  outline: Outline;
  /** The trace is that of the list itself. */
  fixedTrace: boolean;
  total: number;
  onChange: (filter: LineFilter) => void;
}

const frs = ["FR 1", "FR 2", "FR 3", "FR 4", "FR 5", "FR 6", "FR 7", "own"];

/** Search and filters, and what the requirements are narrowed by at the moment. */
export function LineFilters({ filter, outline: o, fixedTrace, total, onChange }: Props) {
  const { t } = useTranslation(["crs", "common"]);
  const n = o.lines;
  const frName = (fr: string) =>
    fr === "own" ? t("filter.own") : t(`common:fr.name.${fr.slice(3)}` as never, { defaultValue: fr });
  const choices: Record<(typeof lists)[number], FacetChoice[]> = {
    subject: n.subjects.map((s) => ({ value: s.id, label: `${s.key} ${s.name}`, count: s.lines })),
    fr: frs.map((fr) => ({ value: fr, label: frName(fr), count: n.fr[fr] ?? 0 })),
    state: answerStates.map((s) => ({ value: s, label: stateName(s), count: n.state[s] ?? 0 })),
    verification: verifications.map((v) => ({
      value: v,
      label: t(`verification.${v}`),
      count: n.verification[v] ?? 0,
    })),
    trace: traces.map((x) => ({ value: x, label: t(`trace.${x}`), count: n.trace[x] ?? 0 })),
  };
  const risks = o.risks.map((r) => ({ value: r.key, label: `${r.key} ${r.name}`, count: r.lines }));
  const label = (name: (typeof lists)[number], value: string) =>
    choices[name].find((c) => c.value === value)?.label ?? value;
  const shown = lists.filter((name) => name !== "trace" || !fixedTrace);
  const chosen = shown.flatMap((name) => filter[name].map((value) => ({ name, value, label: label(name, value) })));
  return (
    <div className={`${classes.filters} no-print`}>
      <SearchBox
        label={t("filter.search")}
        value={filter.search}
        onChange={(search) => onChange({ ...filter, search })}
        w={{ base: "100%", sm: 240 }}
      />
      {shown.map((name) => (
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
        title={t("filter.hold")}
        choices={[
          { value: "true", label: t("filter.holdYes"), count: n.holdPoints },
          { value: "false", label: t("filter.holdNo"), count: o.counts.lines - n.holdPoints },
        ]}
        chosen={filter.hold ? [filter.hold] : []}
        onChange={([value]) => onChange({ ...filter, hold: value ?? "" })}
      />
      {!fixedTrace && (
        <FacetMenu
          single
          title={t("filter.risk")}
          choices={risks}
          chosen={filter.risk ? [filter.risk] : []}
          onChange={([value]) => onChange({ ...filter, risk: value ?? "" })}
        />
      )}
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
      {narrowed(fixedTrace ? { ...filter, trace: [] } : filter) && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(filterOf({}))}>
          {t("filter.clear")}
        </Button>
      )}
      <Text size="sm" c="dimmed" role="status" ml="auto">
        {t("lines.count", { count: total, n: formatNumber(total) })}
      </Text>
    </div>
  );
}
