import { Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { Key } from "../../../parts/Key";
import { BandBadge } from "../../../parts/risk/BandBadge";
import { consequenceName, likelihoodName } from "../../../parts/risk/levels";
import type { Criteria } from "../../../parts/risk/types";
import { riskWord } from "../../../parts/risk/words";
import classes from "./compare.module.css";
import { counts, waits, type InitialComparison, type ZoneComparison } from "./comparison";
import { DecideDialog } from "./DecideDialog";
import { DecisionCell } from "./DecisionCell";
import { StateMark } from "./Marks";
import { WithdrawDialog } from "./WithdrawDialog";

interface Props {
  site: string;
  criteria: Criteria;
  mayEdit: boolean;
  compared: InitialComparison;
}

/** The zones with their initial risk, what follows from it, and the decision; the site as a whole above them. */
export function ZoneTable({ site, criteria, mayEdit, compared }: Props) {
  const { t } = useTranslation("risk");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const [dialog, setDialog] = useState<{ does: "decide" | "withdraw"; zone: ZoneComparison }>();
  const close = () => setDialog(undefined);
  const { open, stale } = counts(compared.zones);
  const columns: Column<ZoneComparison>[] = [
    {
      id: "zone",
      title: t("compare.column.zone"),
      sort: (z) => z.key,
      cell: (z) => (
        <div className={classes.zone}>
          <Key>{z.key}</Key> {z.name}
        </div>
      ),
    },
    {
      id: "consequence",
      title: t("compare.column.consequence"),
      sort: (z) => z.consequence,
      cell: (z) => <Worst of={z} criteria={criteria} />,
    },
    {
      id: "band",
      title: t("compare.column.band"),
      cell: (z) => (
        <div>
          {z.band ? <BandBadge band={z.band} criteria={criteria} /> : t("compare.noBand")}
          {z.band && (
            <Text size="xs" c="dimmed">
              {t("compare.at", { likelihood: likelihoodName(criteria, z.likelihood) })}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: "state",
      title: t("compare.column.follows"),
      cell: (z) => (
        <div className={classes.follows}>
          <StateMark of={z} />
          <Text size="sm">{z.why}</Text>
        </div>
      ),
    },
    {
      id: "decision",
      title: t("compare.column.decision"),
      sort: waits,
      cell: (z) => (
        <DecisionCell
          of={z}
          mayEdit={mayEdit}
          onDecide={() => setDialog({ does: "decide", zone: z })}
          onWithdraw={() => setDialog({ does: "withdraw", zone: z })}
        />
      ),
    },
  ];
  return (
    <>
      <div className={classes.site}>
        <Text size="sm">
          <strong>{t("compare.site")}</strong> {compared.site.why}
        </Text>
        <Text size="sm" role="status">
          {open > 0 && t("compare.open", { count: open, total: compared.zones.length })}{" "}
          {stale > 0 && t("compare.staleCount", { count: stale })}
          {open + stale === 0 && t("compare.allDecided")}
        </Text>
      </div>
      <div className={classes.table}>
        <DataTable
          cards
          caption={t("compare.title")}
          columns={columns}
          rows={compared.zones}
          rowKey={(z) => z.zone ?? z.key}
          sort={typeof search.sort === "string" ? search.sort : undefined}
          onSort={(sort) =>
            void navigate({ to: ".", search: (old) => ({ ...old, sort }), replace: true, resetScroll: false })
          }
        />
      </div>
      {dialog?.does === "decide" && <DecideDialog site={site} zone={dialog.zone} criteria={criteria} onClose={close} />}
      {dialog?.does === "withdraw" && dialog.zone.decision && (
        <WithdrawDialog site={site} zone={dialog.zone.key} decision={dialog.zone.decision} onClose={close} />
      )}
    </>
  );
}

/** The worst consequence with what drives it and the worst cases that it comes from. */
function Worst({ of, criteria }: { of: ZoneComparison; criteria: Criteria }) {
  const { t } = useTranslation("risk");
  if (of.worstCases.length === 0) return <div>{t("compare.noWorstCase")}</div>;
  return (
    <div>
      {consequenceName(criteria, of.consequence)}
      <Text size="xs" c="dimmed">
        {of.driving && t("compare.driving", { category: riskWord("category", of.driving) })}{" "}
        {of.worstCases.map((key, i) => (
          <span key={key}>
            {i > 0 && ", "}
            <Key>{key}</Key>
          </span>
        ))}
      </Text>
    </div>
  );
}
