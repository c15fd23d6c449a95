import { Button, Group, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { readingPages, type Params } from "../api/api";
import { DataTable, type Column } from "./DataTable";
import { ErrorPanel } from "./ErrorPanel";
import { LoadingRows } from "./Loading";
import { formatNumber } from "./TimeAgo";

interface Props<T> {
  path: string;
  params?: Params;
  columns: Column<T>[];
  rowKey: (row: T, index: number) => string | number;
  caption: string;
  cards?: boolean;
  /** Shown instead of a table without rows. */
  empty?: ReactNode;
}

/** A table of a list that the server gives page by page. */
export function PagedTable<T>({ path, params, columns, rowKey, caption, cards, empty }: Props<T>) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(readingPages<T>(path, { limit: 100, ...params }));
  if (list.isError) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <LoadingRows />;
  const rows = list.data.pages.flatMap((p) => p.items);
  if (rows.length === 0 && empty) return empty;
  const total = list.data.pages[0]?.total ?? rows.length;
  return (
    <>
      <DataTable cards={cards} columns={columns} rows={rows} rowKey={rowKey} caption={caption} />
      <Group justify="space-between" mt="xs">
        <Text size="xs" c="dimmed">
          {t("shown", { shown: formatNumber(rows.length), total: formatNumber(total) })}
        </Text>
        {list.hasNextPage && (
          <Button
            size="xs"
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t("more")}
          </Button>
        )}
      </Group>
    </>
  );
}
