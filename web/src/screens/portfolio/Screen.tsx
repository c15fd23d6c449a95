import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { readingAll } from "../../api/api";
import { useCan } from "../../api/me";
import type { PortfolioItem } from "../../api/types";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import { SearchBox } from "../../parts/SearchBox";
import { useShortcut } from "../../parts/Shortcuts";
import { text } from "../../parts/search";
import { NoSites } from "./NoSites";
import { SiteTable } from "./SiteTable";
import type { SiteTask } from "./SiteDialogs";

const SiteDialogs = lazy(() => import("./SiteDialogs"));

export default function Portfolio() {
  const { t } = useTranslation("portfolio");
  const can = useCan();
  const search = useSearch({ from: "/frame/" });
  const navigate = useNavigate({ from: "/" });
  const [task, setTask] = useState<SiteTask | null>(null);
  const portfolio = useQuery(readingAll<PortfolioItem>("/portfolio"));
  const mayAdd = can("site.add");
  useShortcut("n", t("add"), () => setTask({ do: "add" }), mayAdd);

  const wanted = text(search.search).toLowerCase();
  const items = portfolio.data ?? [];
  const rows = items.filter(({ site: s }) =>
    [s.key, s.name, s.location, s.sector, s.owner].some((f) => f?.toLowerCase().includes(wanted)),
  );
  const put = (change: Record<string, string>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });

  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        mayAdd && (
          <Button leftSection={<Plus size={16} />} onClick={() => setTask({ do: "add" })}>
            {t("add")}
          </Button>
        )
      }
    >
      {portfolio.isError && <ErrorPanel error={portfolio.error} onRetry={() => void portfolio.refetch()} />}
      {portfolio.isPending && <LoadingRows />}
      {portfolio.data && items.length === 0 && <NoSites mayAdd={mayAdd} onAdd={() => setTask({ do: "add" })} />}
      {items.length > 0 && (
        <>
          <Group>
            <SearchBox
              label={t("search")}
              value={text(search.search)}
              onChange={(search) => put({ search })}
              w={{ base: "100%", xs: 300 }}
            />
          </Group>
          {rows.length === 0 ? (
            <EmptyState title={t("noneFit")} />
          ) : (
            <SiteTable
              rows={rows}
              sort={text(search.sort) || "-below"}
              onSort={(sort) => put({ sort })}
              onTask={setTask}
            />
          )}
        </>
      )}
      {task && (
        <Suspense>
          <SiteDialogs task={task} onClose={() => setTask(null)} />
        </Suspense>
      )}
    </Page>
  );
}
