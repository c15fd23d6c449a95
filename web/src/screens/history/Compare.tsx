import { Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { GitCompare } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { address, get, keyOf, url } from "../../api/api";
import type { Difference } from "../../api/types";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { text } from "../../parts/search";
import { ChangeList } from "./ChangeList";
import { localTime, momentOf } from "./moments";

/** What differs between two times, record by record. */
export function Compare({ site }: { site: string }) {
  const { t } = useTranslation("history");
  const search = useSearch({ strict: false });
  const navigate = useNavigate({ from: "/sites/$site/history" });
  const [from, setFrom] = useState(() => localTime(text(search.from)));
  const [to, setTo] = useState(() => localTime(text(search.to)));
  const backwards = from !== "" && to !== "" && from >= to;
  const show = (since: string, until: string) =>
    void navigate({ search: { tab: "compare", from: momentOf(since), to: momentOf(until) || undefined } });
  const lastDays = (days: number) => {
    const since = localTime(new Date(Date.now() - days * 86_400_000).toISOString());
    setFrom(since);
    setTo("");
    show(since, "");
  };
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("compare.hint")}
      </Text>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (from && !backwards) show(from, to);
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            type="datetime-local"
            label={t("compare.from")}
            required
            value={from}
            onChange={(e) => setFrom(e.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={`${t("compare.to")} (${t("compare.now")})`}
            value={to}
            onChange={(e) => setTo(e.currentTarget.value)}
          />
          <Button type="submit" leftSection={<GitCompare size={16} />} disabled={!from || backwards}>
            {t("compare.submit")}
          </Button>
          <Button variant="default" onClick={() => lastDays(1)}>
            {t("compare.lastDay")}
          </Button>
          <Button variant="default" onClick={() => lastDays(7)}>
            {t("compare.lastWeek")}
          </Button>
          <Button variant="default" onClick={() => lastDays(30)}>
            {t("compare.lastMonth")}
          </Button>
        </Group>
      </form>
      {backwards && (
        <Text size="sm" c="red">
          {t("compare.backwards")}
        </Text>
      )}
      {text(search.from) && <Result site={site} from={text(search.from)} to={text(search.to)} />}
    </Stack>
  );
}

function Result({ site, from, to }: { site: string; from: string; to: string }) {
  const { t } = useTranslation("history");
  const [picture, setPicture] = useState(false);
  const path = url`/sites/${site}/diff`;
  const diff = useInfiniteQuery({
    queryKey: keyOf(path, { from, to }),
    queryFn: ({ pageParam, signal }) => get<Difference>(path, { from, to, after: pageParam, limit: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
  if (diff.isError) return <ErrorPanel error={diff.error} onRetry={() => void diff.refetch()} />;
  if (!diff.data) return <LoadingRows />;
  const changes = diff.data.pages.flatMap((p) => p.changes);
  if (changes.length === 0) return <EmptyState icon={GitCompare} title={t("compare.none")} />;
  return (
    <Stack maw={picture ? undefined : 860}>
      <Group>
        <Text size="sm" fw={600}>
          {t("compare.total", { count: diff.data.pages[0]?.total ?? changes.length })}
        </Text>
        <Switch
          size="sm"
          label={t("compare.picture")}
          checked={picture}
          onChange={(e) => setPicture(e.currentTarget.checked)}
        />
      </Group>
      {picture && (
        <img
          className="diff-picture"
          src={address(url`/sites/${site}/drawing/diff.svg`, { from, to })}
          alt={t("compare.pictureAlt")}
        />
      )}
      <ChangeList site={site} changes={changes} names={Object.assign({}, ...diff.data.pages.map((p) => p.names))} />
      {diff.hasNextPage && (
        <Button variant="default" loading={diff.isFetchingNextPage} onClick={() => void diff.fetchNextPage()}>
          {t("moreChanges")}
        </Button>
      )}
    </Stack>
  );
}
