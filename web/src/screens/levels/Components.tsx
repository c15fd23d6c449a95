import { Alert, Badge, Button, Checkbox, Group, Select, Text, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Blocks, CircleCheck, PackagePlus, SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import type { Zone } from "../../api/types";
import type { Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { Key } from "../../parts/Key";
import { PagedTable } from "../../parts/PagedTable";
import { LinkAnchor, LinkButton } from "../../parts/plant/link";
import { useZones, zonesOf } from "../../parts/plant/queries";
import { formatNumber } from "../../parts/TimeAgo";
import { VectorLine } from "../../parts/VectorBar";
import type { Search } from "../../router";
import { componentsPath, unmatchedCount, type Installed } from "./components";
import classes from "./levels.module.css";
import { MakeProducts } from "./MakeProducts";

interface Props {
  site: string;
  /** Id of a zone, "none" for assets without one, empty for all. */
  zone: string;
  unmatched: boolean;
  onFilter: (change: Search) => void;
}

/** What is installed, the product that each asset is, and its SL-C. */
export function Components({ site, zone, unmatched, onFilter }: Props) {
  const { t } = useTranslation("capability");
  const can = useCan();
  const zones = useQuery(zonesOf(site));
  const without = useQuery(unmatchedCount(site, zone || undefined));
  const [making, setMaking] = useState(false);
  const columns = useColumns(site, useZones(site));
  const filtered = zone !== "" || unmatched;
  return (
    <>
      <Group justify="space-between" align="center" gap="xs">
        <Text size="sm" c="dimmed" maw={720}>
          {t("components.lead")}
        </Text>
        <LinkButton size="xs" variant="default" to="/products" className="no-print">
          {t("components.products")}
        </LinkButton>
      </Group>
      {(without.data ?? 0) > 0 && (
        <Unmatched count={without.data ?? 0} onMake={can("library.edit") ? () => setMaking(true) : undefined} />
      )}
      <div className={`${classes.controls} no-print`}>
        <Select
          label={t("components.zone")}
          data={[
            { value: "-", label: t("components.anyZone") },
            ...(zones.data ?? []).map((z) => ({ value: z.id, label: `${z.key} ${z.name}` })),
            { value: "none", label: t("components.noZone") },
          ]}
          value={zone || "-"}
          allowDeselect={false}
          searchable
          onChange={(v) => onFilter({ zone: v === "-" || v === null ? undefined : v })}
        />
        <Checkbox
          label={t("components.unmatched")}
          checked={unmatched}
          mb={8}
          onChange={(e) => onFilter({ unmatched: e.currentTarget.checked ? "true" : undefined })}
        />
      </div>
      <PagedTable<Installed>
        path={componentsPath(site)}
        params={{ zone: zone || undefined, unmatched: unmatched || undefined }}
        columns={columns}
        rowKey={(c) => c.asset}
        caption={t("components.table")}
        cards
        empty={
          <Empty
            site={site}
            kind={unmatched && without.data === 0 ? "matched" : filtered ? "filtered" : "none"}
            onClear={() => onFilter({ zone: undefined, unmatched: undefined })}
          />
        }
      />
      {making && <MakeProducts site={site} zone={zone || undefined} onClose={() => setMaking(false)} />}
    </>
  );
}

/** Says how many assets have no product, and offers to make products from them. */
function Unmatched({ count, onMake }: { count: number; onMake?: () => void }) {
  const { t } = useTranslation("capability");
  return (
    <Alert icon={<PackagePlus size={18} aria-hidden />} color="yellow" className="no-print">
      <Text size="sm" fw={600}>
        {t("make.hint", { count, n: formatNumber(count) })}
      </Text>
      <Text size="sm" mb={onMake ? "xs" : 0}>
        {t("make.hintText")} {!onMake && t("make.ask")}
      </Text>
      {onMake && (
        <Button size="xs" variant="default" onClick={onMake}>
          {t("make.button")}
        </Button>
      )}
    </Alert>
  );
}

function Empty({ site, kind, onClear }: { site: string; kind: "none" | "matched" | "filtered"; onClear: () => void }) {
  const { t } = useTranslation("capability");
  const can = useCan();
  if (kind === "none") {
    return (
      <EmptyState icon={Blocks} title={t("components.none")} text={t("components.noneText")}>
        {can("import.run", site) && (
          <LinkButton to="/sites/$site/imports" params={{ site }}>
            {t("components.import")}
          </LinkButton>
        )}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={kind === "matched" ? CircleCheck : SearchX}
      title={t(kind === "matched" ? "components.allMatched" : "components.noneFound")}
      text={kind === "matched" ? t("components.allMatchedText") : undefined}
    >
      <Button variant="default" onClick={onClear}>
        {t("components.clear")}
      </Button>
    </EmptyState>
  );
}

function useColumns(site: string, zones: Map<string, Zone>): Column<Installed>[] {
  const { t } = useTranslation("capability");
  return [
    {
      id: "key",
      title: t("components.key"),
      cell: (c) => (
        <>
          <LinkAnchor to="/sites/$site/assets" params={{ site }} search={{ asset: c.asset }} size="sm" fw={600}>
            <Key>{c.key}</Key>
          </LinkAnchor>{" "}
          {c.name}
        </>
      ),
    },
    { id: "zone", title: t("components.zone"), cell: (c) => <Key>{zones.get(c.zone ?? "")?.key ?? ""}</Key> },
    {
      id: "make",
      title: t("components.make"),
      cell: (c) => [c.vendor, c.model, c.firmware].filter(Boolean).join(" "),
    },
    { id: "product", title: t("components.product"), cell: (c) => <ProductOf row={c} /> },
    {
      id: "capable",
      title: t("components.capable"),
      cell: (c) => (
        <>
          <VectorLine capable={c.capable} />
          {c.conditional && c.claimed && (
            <Tooltip label={t("components.conditionalHint")} multiline maw={280}>
              <Badge size="xs" variant="outline" color="yellow" ml={6}>
                {t("components.conditional")}
              </Badge>
            </Tooltip>
          )}
        </>
      ),
    },
    {
      id: "reason",
      title: t("components.reason"),
      cell: (c) => (
        <Text size="sm" maw={340}>
          {c.reason}
        </Text>
      ),
    },
  ];
}

/** The product that an asset is, or why there is none. */
function ProductOf({ row }: { row: Installed }) {
  const { t } = useTranslation("capability");
  const { match } = row;
  return (
    <>
      {match.product ? (
        <LinkAnchor to="/products" search={{ product: match.product }} size="sm">
          <Key>{match.key ?? ""}</Key>
        </LinkAnchor>
      ) : (
        <strong>{t("components.noProduct")}</strong>
      )}
      {match.near && (
        <>
          {" "}
          <LinkAnchor to="/products" search={{ product: match.near }} size="sm">
            {t("components.near", { key: match.nearKey })}
          </LinkAnchor>
        </>
      )}
      <Text size="xs" c="dimmed" maw={300}>
        {match.why}
      </Text>
    </>
  );
}
