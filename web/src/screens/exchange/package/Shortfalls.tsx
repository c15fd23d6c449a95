import { Text } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { Key } from "../../../parts/Key";
import { LevelBadge } from "../../../parts/LevelBadge";
import { useAddress } from "../address";
import type { Shortfall } from "../types";

/** Where what is claimed of the offered products falls short of the target. */
export function Shortfalls({ of }: { of: Shortfall[] }) {
  const { t } = useTranslation("exchange");
  const { get, change } = useAddress();
  if (of.length === 0) return <EmptyState icon={CircleCheck} title={t("levels.none")} text={t("levels.noneText")} />;
  const columns: Column<Shortfall>[] = [
    { id: "subject", title: t("levels.subject"), sort: (s) => s.subject, cell: (s) => s.subject },
    { id: "fr", title: t("levels.fr"), sort: (s) => s.fr, cell: (s) => s.fr },
    { id: "target", title: t("levels.target"), sort: (s) => s.target, cell: (s) => <LevelBadge level={s.target} /> },
    {
      id: "capable",
      title: t("levels.capable"),
      sort: (s) => s.capable,
      cell: (s) => (s.product ? <LevelBadge level={s.capable} /> : t("levels.noClaim")),
    },
    {
      id: "product",
      title: t("levels.product"),
      sort: (s) => s.product ?? "",
      cell: (s) => (s.product ? <Key>{s.product}</Key> : t("levels.noProduct")),
    },
    { id: "why", title: t("levels.why"), cell: (s) => <Text size="sm">{s.why}</Text> },
  ];
  return (
    <>
      <Text size="sm" mb="sm">
        {t("levels.lead")}
      </Text>
      <DataTable
        cards
        caption={t("levels.table")}
        columns={columns}
        rows={of}
        rowKey={(_, i) => i}
        sort={get("sort")}
        onSort={(sort) => change({ sort })}
      />
    </>
  );
}
