import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import type { Asset, Page } from "../../api/types";
import { fieldName } from "../../parts/words";

interface Props {
  site: string;
  value: string[];
  readOnly?: boolean;
  onChange: (ids: string[]) => void;
}

const shown = 50;
const pause = 200; // milliseconds

/** Chooses assets by searching the register: a site may have far too many for a list. */
export function AssetsPicker({ site, value, readOnly, onChange }: Props) {
  const { t } = useTranslation(["criteria", "risklib"]);
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, pause);
  const found = useQuery({
    ...reading<Page<Asset>>(url`/sites/${site}/assets`, { search: asked.trim(), limit: shown }),
    placeholderData: keepPreviousData,
    enabled: !readOnly,
  });
  const chosen = useQueries({
    queries: value.map((id) => ({ ...reading<Asset>(url`/sites/${site}/assets/${id}`), staleTime: 60_000 })),
  });
  const names = new Map<string, string>();
  for (const a of [...(found.data?.items ?? []), ...chosen.flatMap((q) => q.data ?? [])]) {
    names.set(a.id, a.name ? `${a.key} ${a.name}` : a.key);
  }
  for (const id of value) if (!names.has(id)) names.set(id, t("assetsLoading"));
  return (
    <MultiSelect
      label={fieldName("assets")}
      description={readOnly ? undefined : t("assetsHint")}
      data={[...names].map(([id, label]) => ({ value: id, label }))}
      value={value}
      onChange={onChange}
      searchValue={search}
      onSearchChange={setSearch}
      // The server searches, also in fields that the label does not show.
      filter={({ options }) => options}
      readOnly={readOnly}
      searchable
      hidePickedOptions
      nothingFoundMessage={t("risklib:pick.nothing")}
    />
  );
}
