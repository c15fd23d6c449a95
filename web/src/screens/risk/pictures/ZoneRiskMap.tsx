import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { LoadingRows } from "../../../parts/Loading";
import { LinkAnchor } from "../../../parts/plant/link";
import { drawingOf } from "../../../parts/plant/queries";
import { BandBadge } from "../../../parts/risk/BandBadge";
import type { Criteria, RiskResult, SubjectRisk } from "../../../parts/risk/types";
import { Within } from "./Marks";
import classes from "./pictures.module.css";
import { RiskDrawing } from "./RiskDrawing";
import { bandLetters, stages, toneOf, type Stage } from "./stages";

interface Props {
  site: string;
  risk: RiskResult;
  criteria: Criteria;
}

/** The drawing's zones and conduits by their worst risk, before and after. */
export function ZoneRiskMap({ site, risk, criteria }: Props) {
  const { t } = useTranslation("targets");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const drawing = useQuery(drawingOf(site));
  const stage: Stage = stages.find((s) => s === search.stage) ?? "residual";
  const letters = bandLetters(criteria);
  const sort = typeof search.sort === "string" ? search.sort : "-worst";
  const go = (change: Record<string, string | undefined>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });

  const columns: Column<SubjectRisk>[] = [
    {
      id: "subject",
      title: t("subject"),
      sort: (s) => s.key,
      cell: (s) => (
        <LinkAnchor
          size="sm"
          to="/sites/$site/risk"
          params={{ site }}
          search={{ view: "worksheet", node: s.subject.id }}
        >
          <Key>{s.key}</Key> {s.name}
        </LinkAnchor>
      ),
    },
    {
      id: "worst",
      title: t("map.worst"),
      sort: (s) => s[stage].worst,
      cell: (s) => <BandBadge band={s[stage].band} criteria={criteria} />,
    },
    ...criteria.bands.map<Column<SubjectRisk>>((b, rank) => ({
      id: `band-${b.id}`,
      title: b.name,
      right: true,
      wide: true,
      sort: (s) => s[stage].counts[rank] ?? 0,
      cell: (s) => s[stage].counts[rank] || "",
    })),
    {
      id: "tolerable",
      title: t(stage === "existing" ? "map.today" : "map.state"),
      sort: (s) => (stage === "existing" ? s.today : s.state),
      cell: (s) => <Within state={stage === "existing" ? s.today : s.state} />,
    },
    {
      id: "why",
      title: t("map.why"),
      cell: (s) => (
        <Text size="xs" component="div" maw={420}>
          {s.why}
        </Text>
      ),
    },
  ];
  return (
    <Stack>
      <Group gap="md">
        <SegmentedControl
          aria-label={t("map.stage")}
          className="no-print"
          data={stages.map((s) => ({ value: s, label: t(`stage.${s}`) }))}
          value={stage}
          onChange={(v) => go({ stage: v })}
        />
        <ul className={classes.legend} aria-label={t("matrix.legend")}>
          {criteria.bands.map((b) => (
            <li key={b.id}>
              <span className={classes.swatch} {...toneOf(criteria, b.id)}>
                {letters.get(b.id)}
              </span>{" "}
              {b.name}
            </li>
          ))}
        </ul>
      </Group>
      {drawing.isError && <ErrorPanel error={drawing.error} onRetry={() => void drawing.refetch()} />}
      {drawing.isPending && <LoadingRows rows={6} />}
      {drawing.data && (
        <RiskDrawing
          drawing={drawing.data}
          subjects={risk.subjects}
          stage={stage}
          criteria={criteria}
          letters={letters}
        />
      )}
      <DataTable
        cards
        caption={t("map.table")}
        columns={columns}
        rows={risk.subjects}
        rowKey={(s) => s.subject.kind + s.subject.id}
        sort={sort}
        onSort={(next) => go({ sort: next })}
      />
    </Stack>
  );
}
