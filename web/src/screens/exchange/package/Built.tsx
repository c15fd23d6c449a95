import { Stack, Text } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { Key } from "../../../parts/Key";
import { Value } from "../../../parts/Value";
import { fieldName, kindName } from "../../../parts/words";
import { FacetMenu } from "../../assets/FacetMenu";
import { useAddress } from "../address";
import classes from "../exchange.module.css";
import type { BuiltChange, BuiltDifference } from "../types";
import { Op } from "./Offer";

/** The plant as built against the plant as declared. */
export function Built({ of }: { of: BuiltDifference }) {
  const { t } = useTranslation("exchange");
  const { all, change } = useAddress();
  if (of.changes.length === 0) return <EmptyState icon={CircleCheck} title={t("built.same")} />;
  const [kind, op] = [all("changed"), all("op")];
  const count = (test: (c: BuiltChange) => boolean) => of.changes.filter(test).length;
  const rows = of.changes.filter(
    (c) => (kind.length === 0 || kind.includes(c.kind)) && (op.length === 0 || op.includes(c.op)),
  );
  const columns: Column<BuiltChange>[] = [
    { id: "kind", title: t("built.kind"), cell: (c) => kindName(c.kind) },
    { id: "key", title: t("built.key"), cell: (c) => <Key>{c.key}</Key> },
    { id: "op", title: t("built.op"), cell: (c) => <Op op={c.op} /> },
    {
      id: "fields",
      title: t("built.fields"),
      cell: (c) => c.op === "change" && <Fields of={c} />,
    },
  ];
  return (
    <Stack>
      <Text size="sm">{t("built.lead")}</Text>
      <div className={`${classes.filters} no-print`}>
        <FacetMenu
          title={t("built.kind")}
          choices={[...new Set(of.changes.map((c) => c.kind))].map((k) => ({
            value: k,
            label: kindName(k),
            count: count((c) => c.kind === k),
          }))}
          chosen={kind}
          onChange={(changed) => change({ changed })}
        />
        <FacetMenu
          title={t("built.op")}
          choices={(["add", "change", "remove"] as const).map((o) => ({
            value: o,
            label: t(`op.${o}`),
            count: count((c) => c.op === o),
          }))}
          chosen={op}
          onChange={(ops) => change({ op: ops })}
        />
      </div>
      <DataTable cards caption={t("built.table")} columns={columns} rows={rows} rowKey={(c) => `${c.kind} ${c.key}`} />
    </Stack>
  );
}

function Fields({ of: c }: { of: BuiltChange }) {
  return (
    <ul className={classes.steps}>
      {(c.fields ?? []).slice(0, 12).map((f) => (
        <li key={f.path} className={classes.line}>
          <Text size="xs" c="dimmed">
            {fieldName(f.path)}
          </Text>
          <del>
            <Value of={f.before} />
          </del>
          <ins>
            <Value of={f.after} />
          </ins>
        </li>
      ))}
    </ul>
  );
}
