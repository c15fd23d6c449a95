import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Activity } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { LoadingRows } from "../../../parts/Loading";
import { LinkAnchor, LinkButton } from "../../../parts/plant/link";
import { availabilityOf, type FunctionAvailability } from "../../../parts/risk/views";
import { riskWord } from "../../../parts/risk/words";
import { formatDay } from "../../../parts/TimeAgo";
import { Downloads } from "./Downloads";
import { Verdict } from "./Marks";
import classes from "./pictures.module.css";

/** Whether the availability of each essential function is managed well enough. */
export function Adequacy({ site }: { site: string }) {
  const { t } = useTranslation("targets");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const query = useQuery(availabilityOf(site));
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <LoadingRows rows={8} />;
  const a = query.data;
  if (a.functions.length === 0) {
    return (
      <EmptyState icon={Activity} title={t("adequacy.none")} text={a.answer}>
        <LinkButton to="/sites/$site/scope" params={{ site }}>
          {t("adequacy.toScope")}
        </LinkButton>
      </EmptyState>
    );
  }
  const hours = (asked: number | undefined, shown: number | undefined) => (
    <span className={classes.hours}>{t("adequacy.hours", { asked: asked ?? "–", shown: shown ?? "–" })}</span>
  );
  const columns: Column<FunctionAvailability>[] = [
    {
      id: "function",
      title: t("adequacy.function"),
      sort: (f) => f.key,
      cell: (f) => (
        <div>
          <LinkAnchor size="sm" to="/sites/$site/scope" params={{ site }} search={{ tab: "functions" }}>
            <Key>{f.key}</Key> {f.name}
          </LinkAnchor>
          {f.driving && (
            <Text size="xs" c="dimmed">
              {t("adequacy.consequence", { level: f.consequence, driving: riskWord("category", f.driving) })}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: "verdict",
      title: t("adequacy.verdictTitle"),
      sort: (f) => f.verdict,
      cell: (f) => (
        <div>
          <Verdict of={f.verdict} />
          <Text size="xs" component="div" maw={280}>
            {f.why}
          </Text>
        </div>
      ),
    },
    {
      id: "time",
      title: t("adequacy.time"),
      cell: (f) => hours(f.recovery?.targetTime, f.recovery?.measuredTime),
    },
    {
      id: "point",
      title: t("adequacy.point"),
      cell: (f) => hours(f.recovery?.targetPoint, f.recovery?.measuredPoint),
    },
    {
      id: "redundancy",
      title: t("adequacy.redundancy"),
      wide: true,
      cell: (f) => f.recovery?.redundancy && t(`adequacy.redundancies.${f.recovery.redundancy}` as never),
    },
    {
      id: "spares",
      title: t("adequacy.spares"),
      wide: true,
      cell: (f) => f.recovery?.spares && t(`adequacy.sparesOf.${f.recovery.spares}` as never),
    },
    {
      id: "tested",
      title: t("adequacy.tested"),
      sort: (f) => f.testAge,
      wide: true,
      cell: (f) =>
        f.recovery?.restoreTested
          ? t("adequacy.testedOn", { on: formatDay(f.recovery.restoreTested), count: Math.max(0, f.testAge) })
          : t("adequacy.never"),
    },
    {
      id: "gaps",
      title: t("adequacy.gaps"),
      sort: (f) => f.gaps.length,
      cell: (f) => (
        <ul className={classes.rules}>
          {f.gaps.map((g) => (
            <li key={g.text}>{g.text}</li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <Stack>
      <Text size="lg" fw={600} maw="80ch">
        {a.answer}
      </Text>
      <Downloads site={site} report="adequacy" />
      <DataTable
        cards
        caption={t("adequacy.table")}
        columns={columns}
        rows={a.functions}
        rowKey={(f) => f.id}
        sort={typeof search.sort === "string" ? search.sort : ""}
        onSort={(sort) =>
          void navigate({ to: ".", search: (old) => ({ ...old, sort }), replace: true, resetScroll: false })
        }
      />
      <details>
        <summary>{t("adequacy.rules")}</summary>
        <ul className={classes.rules}>
          {a.rules.map((r) => (
            <li key={r}>{r}</li>
          ))}
        </ul>
      </details>
    </Stack>
  );
}
