import { Text } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { Key } from "../../parts/Key";
import { LinkAnchor } from "../../parts/plant/link";
import type { Outline, UnservedRisk } from "./crs";
import { useWays } from "./places";

/** The risks that no requirement serves, each with why and what to do. */
export function Unserved({ site, outline: o }: { site: string; outline: Outline }) {
  const { t } = useTranslation("crs");
  const go = useWays(site);
  if (o.risks.length === 0) {
    return <EmptyState icon={CircleCheck} title={t("unserved.noRisks")} text={t("unserved.noRisksText")} />;
  }
  if (o.unserved.length === 0) {
    return <EmptyState icon={CircleCheck} title={t("unserved.none")} text={t("unserved.noneText")} />;
  }
  const risk = (key: string) => o.risks.find((r) => r.key === key);
  const columns: Column<UnservedRisk>[] = [
    {
      id: "risk",
      title: t("unserved.risk"),
      cell: (u) => {
        const way = go("risk", { scenario: risk(u.scenario)?.id });
        const name = (
          <>
            <Key>{u.scenario}</Key> {u.name}
          </>
        );
        return way ? (
          <LinkAnchor size="sm" {...way}>
            {name}
          </LinkAnchor>
        ) : (
          name
        );
      },
    },
    { id: "residual", title: t("unserved.residual"), cell: (u) => risk(u.scenario)?.residual },
    { id: "why", title: t("unserved.why"), cell: (u) => u.why },
    { id: "mend", title: t("unserved.mend"), cell: (u) => u.mend },
  ];
  return (
    <div>
      <Text size="sm" c="dimmed" mb="sm" maw="80ch">
        {t("unserved.lead")}
      </Text>
      <DataTable cards columns={columns} rows={o.unserved} rowKey={(u) => u.scenario} caption={t("unserved.title")} />
    </div>
  );
}
