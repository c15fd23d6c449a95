import { MultiSelect, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { setQuery, setsQuery } from "./queries";
import type { SetSummary } from "./types";

interface Props {
  set: string;
  value: string[];
  onChange: (set: string, requirements: string[]) => void;
  /** Which sets are offered; all of them when left out. */
  offers?: (set: SetSummary) => boolean;
  error?: string;
  /** How many may be chosen; any number when left out. */
  most?: number;
}

const shown = 150;

/** Chooses requirements of one set by number or title. */
export function RequirementPicker({ set, value, onChange, offers = () => true, error, most }: Props) {
  const { t } = useTranslation("library");
  const sets = useQuery(setsQuery);
  const chosen = useQuery({ ...setQuery(set), enabled: set !== "" });
  const names = (sets.data?.items ?? [])
    .filter(offers)
    .map((s) => ({ value: s.id, label: `${s.standard} ${s.title}` }));
  const requirements = (chosen.data?.requirements ?? []).map((r) => ({ value: r.id, label: `${r.id} ${r.title}` }));
  const known = new Set(requirements.map((r) => r.value));
  const failed = sets.isError || chosen.isError ? t("pick.setFailed") : undefined;
  return (
    <Stack gap="xs">
      <Select
        label={t("pick.set")}
        data={names.some((n) => n.value === set) ? names : [...names, { value: set, label: set }]}
        value={set}
        allowDeselect={false}
        searchable
        onChange={(next) => next && onChange(next, [])}
      />
      <MultiSelect
        label={t("pick.requirements")}
        placeholder={value.length === 0 ? t("pick.requirementsHint") : undefined}
        data={[...requirements, ...value.filter((v) => !known.has(v)).map((v) => ({ value: v, label: v }))]}
        value={value}
        onChange={(ids) => onChange(set, ids)}
        maxValues={most}
        searchable
        hidePickedOptions
        limit={shown}
        error={error ?? failed}
        nothingFoundMessage={chosen.isPending ? t("pick.loading") : t("pick.noRequirement")}
      />
    </Stack>
  );
}
