import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { LoadingRows } from "../../../parts/Loading";
import { LinkButton } from "../../../parts/plant/link";
import type { Criteria } from "../../../parts/risk/types";
import classes from "./compare.module.css";
import { comparisonOf } from "./comparison";
import { ZoneTable } from "./ZoneTable";

interface Props {
  site: string;
  criteria: Criteria;
  mayEdit: boolean;
}

/** The initial risk zone by zone, beside what is tolerable, and what was decided about it (ZCR 4.1). */
export function Comparison({ site, criteria, mayEdit }: Props) {
  const { t } = useTranslation("risk");
  const compared = useQuery(comparisonOf(site));
  const failed = compared.isError && !compared.data;
  return (
    <section aria-labelledby="compare-title" className={classes.section}>
      <Title order={2} id="compare-title">
        {t("compare.title")}
      </Title>
      <Text size="sm" c="dimmed" maw="80ch" mb="sm">
        {t("compare.lead")}
      </Text>
      {failed && <ErrorPanel error={compared.error} onRetry={() => void compared.refetch()} />}
      {compared.isPending && <LoadingRows rows={4} />}
      {compared.data?.zones.length === 0 && (
        <EmptyState icon={Scale} title={t("compare.noZones")} text={t("compare.noZonesText")}>
          <LinkButton to="/sites/$site/zones" params={{ site }}>
            {t("compare.toZones")}
          </LinkButton>
        </EmptyState>
      )}
      {compared.data && compared.data.zones.length > 0 && (
        <ZoneTable site={site} criteria={criteria} mayEdit={mayEdit} compared={compared.data} />
      )}
    </section>
  );
}
