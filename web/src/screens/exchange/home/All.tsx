import { Button, Text } from "@mantine/core";
import { PackageOpen, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { Key } from "../../../parts/Key";
import { LinkAnchor } from "../../../parts/plant/link";
import { SearchBox } from "../../../parts/SearchBox";
import { formatTime } from "../../../parts/TimeAgo";
import { FacetMenu } from "../../assets/FacetMenu";
import { useAddress } from "../address";
import classes from "../exchange.module.css";
import { StateMark, TrustMark } from "../Marks";
import { newestFirst, partnerOf } from "../threads";
import { packageKinds, packageStates, type Package } from "../types";

/** Everything that was sent and received. */
export function All({ packages }: { packages: Package[] }) {
  const { t } = useTranslation("exchange");
  const { get, all, change } = useAddress();
  if (packages.length === 0) return <EmptyState icon={PackageOpen} title={t("all.empty")} text={t("all.emptyText")} />;
  const search = get("search").toLowerCase();
  const [kind, state, direction] = [all("kind"), all("state"), get("direction")];
  const shown = newestFirst(packages).filter(
    (p) =>
      (kind.length === 0 || kind.includes(p.kind)) &&
      (state.length === 0 || state.includes(p.state)) &&
      (!direction || direction === p.direction) &&
      [p.key, p.name, p.from, p.to, p.fingerprint].join(" ").toLowerCase().includes(search),
  );
  const count = (test: (p: Package) => boolean) => packages.filter(test).length;
  const answered = (p: Package) => packages.find((x) => p.answers && x.digest === p.answers && x.id !== p.id);
  const columns: Column<Package>[] = [
    {
      id: "key",
      title: t("column.package"),
      sort: (p) => p.key,
      cell: (p) => (
        <LinkAnchor to="/exchange" search={{ package: p.id }} size="sm" className="wrap-anywhere">
          <Key>{p.key}</Key> {p.name}
        </LinkAnchor>
      ),
    },
    { id: "kind", title: t("column.kind"), sort: (p) => p.kind, cell: (p) => t(`kind.${p.kind}`) },
    {
      id: "direction",
      title: t("column.direction"),
      sort: (p) => p.direction,
      cell: (p) => t(`direction.${p.direction}`),
    },
    { id: "party", title: t("column.party"), sort: partnerOf, cell: partnerOf },
    {
      id: "state",
      title: t("column.state"),
      sort: (p) => p.state,
      cell: (p) => <StateMark state={p.state} asks={p.kind === "requirements"} />,
    },
    {
      id: "key-words",
      title: t("column.fingerprint"),
      cell: (p) => (
        <div>
          {p.direction === "in" && <TrustMark of={p} />}
          <Text size="xs" className="mono wrap-anywhere">
            {p.fingerprint}
          </Text>
        </div>
      ),
    },
    {
      id: "answers",
      title: t("column.answers"),
      cell: (p) => {
        const a = answered(p);
        return a && <Key>{a.key}</Key>;
      },
    },
    { id: "made", title: t("column.made"), sort: (p) => p.made ?? "", cell: (p) => formatTime(p.made ?? "") },
  ];
  return (
    <>
      <div className={`${classes.filters} no-print`}>
        <SearchBox
          label={t("all.search")}
          value={get("search")}
          onChange={(text) => change({ search: text })}
          w={{ base: "100%", sm: 240 }}
        />
        <FacetMenu
          title={t("column.kind")}
          choices={packageKinds.map((k) => ({ value: k, label: t(`kind.${k}`), count: count((p) => p.kind === k) }))}
          chosen={kind}
          onChange={(values) => change({ kind: values })}
        />
        <FacetMenu
          title={t("column.state")}
          choices={packageStates.map((s) => ({ value: s, label: t(`state.${s}`), count: count((p) => p.state === s) }))}
          chosen={state}
          onChange={(values) => change({ state: values })}
        />
        <FacetMenu
          single
          title={t("column.direction")}
          choices={(["in", "out"] as const).map((d) => ({
            value: d,
            label: t(`direction.${d}`),
            count: count((p) => p.direction === d),
          }))}
          chosen={direction ? [direction] : []}
          onChange={([value]) => change({ direction: value })}
        />
        <Text size="sm" c="dimmed" role="status" ml="auto">
          {t("all.count", { count: shown.length })}
        </Text>
      </div>
      {shown.length === 0 ? (
        <EmptyState icon={SearchX} title={t("all.none")}>
          <Button
            variant="default"
            onClick={() => change({ search: undefined, kind: undefined, state: undefined, direction: undefined })}
          >
            {t("filter.clear")}
          </Button>
        </EmptyState>
      ) : (
        <DataTable
          cards
          caption={t("all.table")}
          columns={columns}
          rows={shown}
          rowKey={(p) => p.id}
          sort={get("sort")}
          onSort={(sort) => change({ sort })}
        />
      )}
    </>
  );
}
