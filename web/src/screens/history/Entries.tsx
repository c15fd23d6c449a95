import { Button, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { History } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { readingPages, url } from "../../api/api";
import type { Entry } from "../../api/types";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { text } from "../../parts/search";
import { formatDay } from "../../parts/TimeAgo";
import { EntryLine } from "./EntryLine";
import { Filters } from "./Filters";

const EntryDrawer = lazy(() => import("./EntryDrawer"));

/** The entries of the site, the newest first, under the day they were made. */
export function Entries({ site }: { site: string }) {
  const { t } = useTranslation("history");
  const search = useSearch({ strict: false });
  const navigate = useNavigate({ from: "/sites/$site/history" });
  const filter = { kind: text(search.kind), verb: text(search.verb), actor: text(search.actor) };
  const filtered = Object.values(filter).some(Boolean);
  const list = useInfiniteQuery(readingPages<Entry>(url`/sites/${site}/history`, { ...filter, limit: 50 }));
  const entries = list.data?.pages.flatMap((p) => p.items) ?? [];
  const open = (seq?: number) =>
    void navigate({ search: (s) => ({ ...s, entry: seq === undefined ? undefined : String(seq) }) });
  const seq = Number(text(search.entry));

  return (
    <Stack>
      <Filters
        filter={filter}
        actors={entries}
        onChange={(change) => void navigate({ search: (s) => ({ ...s, ...change }), replace: true })}
      />
      {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingRows />}
      {list.data && entries.length === 0 && (
        <EmptyState icon={History} title={filtered ? t("emptyFiltered") : t("empty")} />
      )}
      {byDay(entries).map(([day, some]) => (
        <section key={day}>
          <Title order={2} fz="sm" className="history-day">
            {day}
          </Title>
          <ol className="history-list">
            {some.map((e) => (
              <EntryLine key={e.seq} entry={e} onOpen={() => open(e.seq)} />
            ))}
          </ol>
        </section>
      ))}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {seq > 0 && (
        <Suspense fallback={<Text />}>
          <EntryDrawer key={seq} site={site} seq={seq} onClose={() => open()} />
        </Suspense>
      )}
    </Stack>
  );
}

function byDay(entries: Entry[]): [string, Entry[]][] {
  const days = new Map<string, Entry[]>();
  for (const e of entries) {
    const day = formatDay(e.at);
    days.set(day, [...(days.get(day) ?? []), e]);
  }
  return [...days];
}
