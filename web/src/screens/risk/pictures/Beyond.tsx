import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { LoadingRows } from "../../../parts/Loading";
import { LinkAnchor } from "../../../parts/plant/link";
import { BandBadge } from "../../../parts/risk/BandBadge";
import { consequenceName } from "../../../parts/risk/levels";
import type { Criteria } from "../../../parts/risk/types";
import { beyondOf, type BeyondRisk } from "../../../parts/risk/views";
import { riskWord } from "../../../parts/risk/words";
import { Downloads } from "./Downloads";
import classes from "./pictures.module.css";

/** How many risks are not of information, and which, by what drives them. */
export function Beyond({ site, criteria }: { site: string; criteria: Criteria | null }) {
  const { t } = useTranslation("targets");
  const beyond = useQuery(beyondOf(site));
  if (beyond.isError) return <ErrorPanel error={beyond.error} onRetry={() => void beyond.refetch()} />;
  if (beyond.isPending) return <LoadingRows rows={10} />;
  const b = beyond.data;
  const columns: Column<BeyondRisk>[] = [
    {
      id: "risk",
      title: t("beyond.risk"),
      cell: (r) => (
        <LinkAnchor size="sm" to="/sites/$site/risk" params={{ site }} search={{ view: "worksheet", scenario: r.id }}>
          <Key>{r.key}</Key> {r.name}
        </LinkAnchor>
      ),
    },
    { id: "subject", title: t("subject"), cell: (r) => <Key>{r.subjectKey}</Key> },
    {
      id: "consequence",
      title: t("beyond.consequence"),
      wide: true,
      cell: (r) => (r.consequence ? consequenceName(criteria, r.consequence) : t("beyond.unrated")),
    },
    {
      id: "before",
      title: t("stage.unmitigated"),
      cell: (r) => <BandBadge band={r.unmitigated} criteria={criteria} />,
    },
    { id: "after", title: t("stage.residual"), cell: (r) => <BandBadge band={r.residual} criteria={criteria} /> },
    {
      id: "why",
      title: t("beyond.why"),
      cell: (r) => (
        <Text size="xs" component="div">
          {r.why}
        </Text>
      ),
    },
  ];
  const part = (title: string, risks: BeyondRisk[]) =>
    risks.length > 0 && (
      <section>
        <Title order={3} mb="xs">
          {title}
        </Title>
        <DataTable cards caption={title} columns={columns} rows={risks} rowKey={(r) => r.id} />
      </section>
    );
  return (
    <Stack>
      <Text size="lg" fw={600} maw="80ch">
        {b.answer}
      </Text>
      <Downloads site={site} report="beyond" />
      <dl className={classes.numbers}>
        {(["total", "beyond", "information", "undecided"] as const).map((n) => (
          <div key={n}>
            <dt>{t(`beyond.count.${n}`)}</dt>
            <dd>{b[n]}</dd>
          </div>
        ))}
      </dl>
      {b.total === 0 && (
        <EmptyState icon={CircleCheck} title={t("pictures.noScenarios")} text={t("pictures.noScenariosText")} />
      )}
      {b.byCategory.map((p) => (
        <div key={p.category}>
          {part(t("beyond.category", { name: riskWord("category", p.category), count: p.count }), p.risks)}
        </div>
      ))}
      {part(t("beyond.inside", { count: b.inside.length }), b.inside)}
      {part(t("beyond.notRated", { count: b.unrated.length }), b.unrated)}
      <details>
        <summary>{t("beyond.rules")}</summary>
        <ol className={classes.rules}>
          {b.rule.map((r) => (
            <li key={r}>{r}</li>
          ))}
        </ol>
      </details>
    </Stack>
  );
}
