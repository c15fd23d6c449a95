import { Group, MultiSelect, Text, type MultiSelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { evidenceOf, standingOf, type StandingEvidence } from "./evidence";
import { StandingBadge } from "./StandingBadge";

interface Props {
  /** The site whose evidence is offered with what all sites share; left out for the shared alone. */
  site?: string;
  /** Ids of evidence. */
  value: string[];
  onChange: (ids: string[]) => void;
  label?: string;
  description?: string;
  error?: string;
  readOnly?: boolean;
}

const offered = 50;

/** Chooses evidence by key, name or anything else that its record says; shows how each stands today. */
export function EvidencePicker({ site, value, onChange, label, description, error, readOnly }: Props) {
  const { t } = useTranslation("library");
  const mayRead = useCan()("evidence.read", site);
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({
    ...standingOf(site, { q, limit: offered }),
    enabled: mayRead,
    placeholderData: keepPreviousData,
  });
  const items = new Map((found.data?.items ?? []).map((i) => [i.evidence.id, i]));
  const rest = value.filter((id) => !items.has(id));
  const named = useQueries({ queries: rest.map((id) => ({ ...evidenceOf(id), enabled: mayRead, retry: false })) });
  const chosen = rest.map((id, i) => {
    const e = named[i]?.data;
    // Who may not read an evidence still keeps it where it was linked.
    return { value: id, label: e ? `${e.key} ${e.name}` : named[i]?.isPending && mayRead ? id : t("pick.closed") };
  });
  const data = [...items.values()].map(({ evidence: e }) => ({ value: e.id, label: `${e.key} ${e.name}` }));
  return (
    <MultiSelect
      label={label ?? t("pick.label")}
      description={description}
      error={error ?? (found.isError ? t("pick.failed") : undefined)}
      placeholder={value.length === 0 ? t("pick.placeholder") : undefined}
      data={[...data, ...chosen]}
      value={value}
      onChange={onChange}
      readOnly={readOnly}
      searchable
      hidePickedOptions
      searchValue={typed}
      onSearchChange={setTyped}
      // The server searches more than what an option shows.
      filter={({ options }) => options}
      renderOption={option(items)}
      nothingFoundMessage={found.isPending ? t("pick.loading") : q ? t("pick.none") : t("pick.empty")}
    />
  );
}

function option(items: Map<string, StandingEvidence>): MultiSelectProps["renderOption"] {
  return function Option({ option: o }) {
    const item = items.get(o.value);
    return (
      <Group justify="space-between" wrap="nowrap" gap="xs" w="100%">
        <Text size="sm" lineClamp={1}>
          {o.label}
        </Text>
        {item && <StandingBadge stand={item.stand} soon={item.soon} />}
      </Group>
    );
  };
}
