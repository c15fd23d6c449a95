import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { UserPlus, Users as UsersIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { readingPages } from "../../api/api";
import { useCan, useMe } from "../../api/me";
import type { User } from "../../api/types";
import { DataTable, type Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { NoPermission } from "../../parts/NoPermission";
import { Page } from "../../parts/Page";
import { text } from "../../parts/search";
import { SearchBox } from "../../parts/SearchBox";
import { useShortcut } from "../../parts/Shortcuts";
import { GrantList } from "./GrantList";
import { UserMenu, type UserTask } from "./UserMenu";

const UserDialogs = lazy(() => import("./UserDialogs"));

export default function Users() {
  const { t } = useTranslation(["account", "common"]);
  const can = useCan();
  const me = useMe();
  const search = useSearch({ from: "/frame/users" });
  const navigate = useNavigate({ from: "/users" });
  const [task, setTask] = useState<UserTask | null>(null);
  const may = can("user.manage");
  const users = useInfiniteQuery({ ...readingPages<User>("/users"), enabled: may });
  useShortcut("n", t("users.add"), () => setTask({ do: "add" }), may);
  if (!may) return <NoPermission title={t("users.title")} />;

  const put = (change: Record<string, string>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const wanted = text(search.search).toLowerCase();
  const rows = (users.data?.pages ?? [])
    .flatMap((p) => p.items)
    .filter((u) => u.name.toLowerCase().includes(wanted) || u.email.includes(wanted));
  const columns: Column<User>[] = [
    {
      id: "name",
      title: t("users.name"),
      sort: (u) => u.name,
      cell: (u) => (
        <Stack gap={0}>
          <Text size="sm" fw={600}>
            {u.name}
            {u.id === me.user.id && (
              <Badge ml={6} size="sm">
                {t("users.you")}
              </Badge>
            )}
          </Text>
          <Text size="xs" c="dimmed" className="wrap-anywhere">
            {u.email}
          </Text>
        </Stack>
      ),
    },
    { id: "roles", title: t("users.roles"), cell: (u) => <GrantList grants={u.grants} /> },
    {
      id: "state",
      title: t("users.state"),
      sort: (u) => (u.disabled ? 1 : 0),
      cell: (u) => (
        <Badge color={u.disabled ? "gray" : "green"}>{u.disabled ? t("users.disabled") : t("users.active")}</Badge>
      ),
    },
    {
      id: "menu",
      title: t("common:actions"),
      untitled: true,
      right: true,
      cell: (u) => <UserMenu user={u} onTask={setTask} />,
    },
  ];

  return (
    <Page
      title={t("users.title")}
      lead={t("users.lead")}
      actions={
        <Button leftSection={<UserPlus size={16} />} onClick={() => setTask({ do: "add" })}>
          {t("users.add")}
        </Button>
      }
    >
      <Group>
        <SearchBox
          label={t("users.search")}
          value={text(search.search)}
          onChange={(search) => put({ search })}
          w={{ base: "100%", xs: 300 }}
        />
      </Group>
      {users.isError && <ErrorPanel error={users.error} onRetry={() => void users.refetch()} />}
      {users.isPending && <LoadingRows />}
      {users.data && rows.length === 0 && <EmptyState icon={UsersIcon} title={t("users.none")} />}
      {rows.length > 0 && (
        <DataTable
          cards
          columns={columns}
          rows={rows}
          rowKey={(u) => u.id}
          caption={t("users.title")}
          sort={text(search.sort) || "name"}
          onSort={(sort) => put({ sort })}
        />
      )}
      {users.hasNextPage && (
        <Button variant="default" loading={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>
          {t("common:more")}
        </Button>
      )}
      {task && (
        <Suspense>
          <UserDialogs task={task} onClose={() => setTask(null)} />
        </Suspense>
      )}
    </Page>
  );
}
