import { Chip, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { assessmentsQuery, comparisonQuery, trends, type Assessment } from "../../parts/library/assessment";
import { LoadingRows } from "../../parts/Loading";
import { Lines } from "./Lines";
import { useAddress } from "./useAddress";

/** An assessment beside the one before it, or beside another one of the same set. */
export function Compare({ site, assessment: a }: { site: string; assessment: Assessment }) {
  const { t } = useTranslation("assessments");
  const { get, change } = useAddress();
  const others = (useQuery(assessmentsQuery(site)).data ?? []).filter((x) => x.set === a.set && x.id !== a.id);
  const other = get("with") || a.before || "";
  const comparison = useQuery({ ...comparisonQuery(a.id, other), enabled: other !== "" });
  const trend = get("trend");
  const c = comparison.data;
  const shown = (c?.lines ?? []).filter((l) => !trend || l.trend === trend);
  if (others.length === 0) {
    return <EmptyState icon={GitCompareArrows} title={t("compare.none")} text={t("compare.noneText")} />;
  }
  return (
    <Stack gap="sm">
      <Select
        label={t("compare.with")}
        placeholder={t("compare.choose")}
        className="no-print"
        maw={420}
        data={others.map((x) => ({ value: x.id, label: `${x.key} ${x.name}` }))}
        value={other || null}
        onChange={(id) => change({ with: id && id !== a.before ? id : undefined, trend: undefined })}
      />
      {!other && <Text size="sm">{t("compare.hint")}</Text>}
      {other && comparison.isError && <ErrorPanel error={comparison.error} onRetry={() => void comparison.refetch()} />}
      {other && comparison.isPending && <LoadingRows rows={6} />}
      {c && (
        <>
          <Text size="sm">{c.why}</Text>
          <Chip.Group multiple={false} value={trend} onChange={(v) => change({ trend: v || undefined })}>
            <Group gap="xs" role="radiogroup" aria-label={t("compare.trends")} className="no-print">
              <Chip size="sm" value="">
                {t("compare.all", { count: c.lines.length })}
              </Chip>
              {trends
                .filter((x) => x !== "same" && c.counts[x] > 0)
                .map((x) => (
                  <Chip size="sm" key={x} value={x}>
                    {t("compare.trend", { trend: t(`trend.${x}`), count: c.counts[x] })}
                  </Chip>
                ))}
            </Group>
          </Chip.Group>
          {shown.length === 0 ? (
            <EmptyState icon={SearchX} title={t("compare.same")} />
          ) : (
            <Lines site={site} set={a.set} lines={shown} caption={t("tab.compare")} />
          )}
        </>
      )}
    </Stack>
  );
}
