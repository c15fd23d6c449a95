import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import type { Asset, Page } from "../../api/types";
import { assetsByID } from "../../parts/plant/devices";

interface Props {
  site: string;
  /** Ids of the zones at the ends, whose assets come first. */
  ends: string[];
  value: string[];
  readOnly: boolean;
  error?: ReactNode;
  onChange: (ids: string[]) => void;
}

const shown = 50;

/** Chooses the assets that form a conduit; those in the zones at its ends come first. */
export function DevicePicker({ site, ends, value, readOnly, error, onChange }: Props) {
  const { t } = useTranslation("plant");
  const [text, setText] = useState("");
  const [search] = useDebouncedValue(text.trim(), 200);
  const path = url`/sites/${site}/assets`;
  const near = useQuery({
    ...reading<Page<Asset>>(path, { zone: ends, search, limit: shown }),
    enabled: ends.length > 0,
    placeholderData: keepPreviousData,
  });
  const all = useQuery({ ...reading<Page<Asset>>(path, { search, limit: shown }), placeholderData: keepPreviousData });
  const chosen = useQuery(assetsByID(site, value)).data;
  const inEnds = ends.length > 0 ? (near.data?.items ?? []) : [];
  const data = offered(inEnds, all.data?.items ?? [], value, ends, chosen, t("devices.gone"));
  return (
    <MultiSelect
      label={t("devices.title")}
      description={t("devices.hint")}
      placeholder={value.length === 0 && !readOnly ? t("devices.search") : undefined}
      data={[
        { group: t("devices.group.ends"), items: data.ends },
        { group: t("devices.group.others"), items: data.others },
      ].filter((g) => g.items.length > 0)}
      value={value}
      onChange={onChange}
      searchValue={text}
      onSearchChange={setText}
      // The server has searched already, in more than what is shown.
      filter={({ options }) => options}
      error={error}
      readOnly={readOnly}
      searchable
      hidePickedOptions
      nothingFoundMessage={t("devices.none")}
    />
  );
}

type Named = Pick<Asset, "id" | "key"> & { name?: string; zone?: string };

interface Choice {
  value: string;
  label: string;
}

/** What can be chosen and what is: each asset once, those of the ends first. */
export function offered(
  near: Asset[],
  all: Asset[],
  chosen: string[],
  ends: string[],
  known: Map<string, Asset> | undefined,
  gone: string,
): { ends: Choice[]; others: Choice[] } {
  const mine = new Set(near.map((a) => a.id));
  const others = all.filter((a) => !mine.has(a.id));
  const listed = new Set([...mine, ...others.map((a) => a.id)]);
  const more = chosen
    .filter((id) => !listed.has(id))
    .map((id): Named => known?.get(id) ?? { id, key: known ? gone : id });
  const inEnds = (a: Named) => a.zone !== undefined && ends.includes(a.zone);
  return {
    ends: [...near, ...more.filter(inEnds)].map(choice),
    others: [...others, ...more.filter((a) => !inEnds(a))].map(choice),
  };
}

function choice(a: Named): Choice {
  return { value: a.id, label: [a.key, a.name].filter(Boolean).join(" ") };
}
