import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, keyOf, url } from "../../api/api";
import type { Asset, Page } from "../../api/types";
import { paramsOf, type AssetFilter } from "./filter";

const pageSize = 200;

/** The assets that a filter finds, read page by page as one scrolls. */
export function useAssets(site: string, filter: AssetFilter) {
  const path = url`/sites/${site}/assets`;
  const params = paramsOf(filter);
  const list = useInfiniteQuery({
    queryKey: [...keyOf(path, params), "pages"],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Asset>>(path, { ...params, after: pageParam, limit: pageSize }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    // Comparing 500 pages field by field at each new one would cost more than it saves.
    structuralSharing: false,
  });
  const assets = useMemo(() => (list.data?.pages ?? []).flatMap((p) => p.items), [list.data]);
  return { list, assets, total: list.data?.pages.at(-1)?.total ?? assets.length };
}
