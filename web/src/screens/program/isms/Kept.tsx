import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { formatDay, TimeAgo } from "../../../parts/TimeAgo";
import { keptQuery, type IsmsKept } from "./isms";

/** The files that were taken over before, with how many answers rest on each. */
export function Kept({ site }: { site: string }) {
  const { t } = useTranslation("program");
  const kept = useQuery(keptQuery(site));
  const columns: Column<IsmsKept>[] = [
    {
      id: "file",
      title: t("isms.keptFile"),
      cell: (k) => (
        <>
          <Key>{k.evidence.key}</Key> {k.file}
          <Text size="xs" c="dimmed">
            {k.says}
          </Text>
        </>
      ),
    },
    { id: "day", title: t("isms.keptDay"), cell: (k) => formatDay(k.day) },
    { id: "answers", title: t("isms.keptAnswers"), right: true, cell: (k) => k.answers },
    {
      id: "at",
      title: t("isms.keptBy"),
      cell: (k) => (
        <>
          {k.by} <TimeAgo at={k.at} />
        </>
      ),
    },
  ];
  return (
    <section>
      <Title order={2} mb={4}>
        {t("isms.kept")}
      </Title>
      {kept.isError && <ErrorPanel error={kept.error} onRetry={() => void kept.refetch()} />}
      {kept.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("isms.keptNone")}
        </Text>
      )}
      {kept.data && kept.data.items.length > 0 && (
        <DataTable
          caption={t("isms.kept")}
          columns={columns}
          rows={kept.data.items}
          rowKey={(k) => k.evidence.id + k.file}
          cards
        />
      )}
    </section>
  );
}
