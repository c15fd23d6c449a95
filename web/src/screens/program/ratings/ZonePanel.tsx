import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { LevelBadge } from "../../../parts/LevelBadge";
import { LoadingRows } from "../../../parts/Loading";
import { LinkAnchor } from "../../../parts/plant/link";
import { RatingCell } from "./RatingCell";
import { ratingsQuery, type GroupRating, type RequirementRating, type ZoneRating } from "./ratings";
import classes from "./ratings.module.css";

/** One zone: its ratings by group, and by single requirement. */
export function ZonePanel({ site, zone }: { site: string; zone: ZoneRating }) {
  const { t } = useTranslation("program");
  const detail = useQuery(ratingsQuery(site, zone.subject.id));
  const rows = detail.data?.zones?.[0]?.requirements ?? [];
  const predicted = { id: "predicted", title: t("ratings.predicted") };
  const revalidated = { id: "revalidated", title: t("ratings.revalidated") };
  const groups: Column<GroupRating>[] = [
    {
      id: "group",
      title: t("ratings.group"),
      cell: (g) => (
        <>
          <Key>{g.group}</Key> {g.title}
        </>
      ),
    },
    { ...predicted, cell: (g) => <RatingCell kind="predicted" rating={g.predicted} unnamed /> },
    { ...revalidated, cell: (g) => <RatingCell kind="revalidated" rating={g.revalidated} unnamed /> },
  ];
  const requirements: Column<RequirementRating>[] = [
    {
      id: "requirement",
      title: t("ratings.requirement"),
      cell: (r) => (
        <>
          <LinkAnchor
            to="/sites/$site/program"
            params={{ site }}
            search={{ requirement: r.requirement }}
            size="sm"
            underline="always"
          >
            <Key>{r.requirement}</Key>
          </LinkAnchor>{" "}
          {r.title}
          <Text size="xs" c="dimmed">
            {t("ratings.system", { list: (r.system ?? []).join(", ") })}
          </Text>
        </>
      ),
    },
    { id: "target", title: t("ratings.target"), cell: (r) => <LevelBadge level={r.target} /> },
    { ...predicted, cell: (r) => <RatingCell kind="predicted" rating={r.predicted} unnamed /> },
    { ...revalidated, cell: (r) => <RatingCell kind="revalidated" rating={r.revalidated} unnamed /> },
  ];
  return (
    <Stack gap="md">
      <Title order={2}>
        <Key>{zone.key}</Key> {zone.name}
      </Title>
      <div className={classes.two}>
        <RatingCell kind="predicted" rating={zone.predicted} />
        <RatingCell kind="revalidated" rating={zone.revalidated} />
      </div>
      <Title order={3}>{t("ratings.groups")}</Title>
      <DataTable
        caption={t("ratings.groups")}
        columns={groups}
        rows={zone.groups ?? []}
        rowKey={(g) => g.group}
        cards
      />
      <Title order={3}>{t("ratings.requirements")}</Title>
      {detail.isError && <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && <LoadingRows rows={6} />}
      {detail.data && (
        <DataTable
          caption={t("ratings.requirements")}
          columns={requirements}
          rows={rows}
          rowKey={(r) => r.requirement}
          cards
        />
      )}
    </Stack>
  );
}
