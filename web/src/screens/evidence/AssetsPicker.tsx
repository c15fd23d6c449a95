import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import type { Asset, Page } from "../../api/types";

interface Props {
  site: string;
  label: string;
  value: string[];
  onChange: (ids: string[]) => void;
  readOnly?: boolean;
  error?: string;
}

const offered = 50;

/** Chooses assets by anything that the register knows of them; a plant may have thousands. */
export function AssetsPicker({ site, label, value, onChange, readOnly, error }: Props) {
  const { t } = useTranslation("library");
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({
    ...reading<Page<Asset>>(url`/sites/${site}/assets`, { search, limit: offered }),
    placeholderData: keepPreviousData,
  });
  const items = found.data?.items ?? [];
  const rest = value.filter((id) => !items.some((a) => a.id === id));
  const named = useQueries({ queries: rest.map((id) => reading<Asset>(url`/sites/${site}/assets/${id}`)) });
  const chosen = named.flatMap((q) => (q.data ? [q.data] : []));
  return (
    <MultiSelect
      label={label}
      data={[...items, ...chosen].map((a) => ({ value: a.id, label: a.name ? `${a.key} ${a.name}` : a.key }))}
      value={value}
      onChange={onChange}
      readOnly={readOnly}
      error={error}
      searchable
      hidePickedOptions
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={found.isPending ? t("pick.loading") : t("pick.noAsset")}
    />
  );
}
