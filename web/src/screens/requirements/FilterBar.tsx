import { MultiSelect, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { answerStates, frs } from "../../parts/plant/types";
import { frName, stateName } from "../../parts/plant/words";
import { SearchBox } from "../../parts/SearchBox";
import classes from "./requirements.module.css";
import { scopes, type Filter } from "./filter";

interface Props {
  filter: Filter;
  target: boolean;
  onChange: (filter: Filter) => void;
}

export function FilterBar({ filter, target, onChange }: Props) {
  const { t } = useTranslation("plant");
  return (
    <div className={`${classes.filters} no-print`}>
      <Select
        aria-label={t("answer.scope.label")}
        allowDeselect={false}
        data={scopes.filter((s) => target || s !== "asked").map((s) => ({ value: s, label: t(`answer.scope.${s}`) }))}
        value={filter.scope}
        onChange={(v) => v && onChange({ ...filter, scope: v as Filter["scope"] })}
      />
      <Select
        aria-label={t("answer.fr")}
        placeholder={t("answer.allFRs")}
        clearable
        data={frs.map((fr) => ({ value: String(fr), label: frName(fr) }))}
        value={filter.fr || null}
        onChange={(v) => onChange({ ...filter, fr: v ?? "" })}
      />
      <MultiSelect
        aria-label={t("answer.states")}
        placeholder={filter.states.length === 0 ? t("answer.allStates") : undefined}
        clearable
        size="sm"
        data={answerStates.map((s) => ({ value: s, label: stateName(s) }))}
        value={filter.states}
        onChange={(states) => onChange({ ...filter, states })}
      />
      <SearchBox
        label={t("answer.search")}
        value={filter.search}
        onChange={(search) => onChange({ ...filter, search })}
      />
    </div>
  );
}
