import { Card, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { BandBadge } from "../../parts/risk/BandBadge";
import { formatNumber } from "../../parts/TimeAgo";
import type { Outline, ResidualRisk } from "./crs";

/** The risks that remain, by band, and whose they are. */
export function Residual({ outline: o }: { outline: Outline }) {
  const { t } = useTranslation("crs");
  const columns: Column<ResidualRisk>[] = [
    { id: "band", title: t("residual.band"), cell: (r) => <BandBadge band={r.band} criteria={o.criteria} /> },
    { id: "scenarios", title: t("residual.scenarios"), right: true, cell: (r) => formatNumber(r.scenarios) },
    { id: "authority", title: t("residual.authority"), cell: (r) => titleOf(o, r.authority) ?? t("residual.nobody") },
  ];
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="crs-residual">
      <Title order={2} id="crs-residual" mb="xs">
        {t("residual.title")}
      </Title>
      {o.residual.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("residual.none")}
        </Text>
      ) : (
        <DataTable columns={columns} rows={o.residual} rowKey={(r) => r.band} caption={t("residual.title")} />
      )}
    </Card>
  );
}

/** The title of an authority by its id. */
export function titleOf(o: Outline, authority: string | undefined): string | undefined {
  if (!authority) return undefined;
  return o.criteria?.authorities?.find((a) => a.id === authority)?.title ?? authority;
}
