import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { Key } from "../../../parts/Key";
import { LevelBadge } from "../../../parts/LevelBadge";
import { EndMark } from "../../../parts/library/EndMark";
import marks from "../../../parts/library/library.module.css";
import { companiesQuery, productsQuery, productTitle, type Certificate } from "../../../parts/library/supply";
import { libWord } from "../../../parts/library/words";
import { LinkAnchor } from "../../../parts/plant/link";
import { today } from "../../../parts/risk/today";
import { useSites } from "../../../parts/sites";
import { formatDay } from "../../../parts/TimeAgo";
import { certificateState } from "./state";

interface Props {
  rows: Certificate[];
  mayEdit: boolean;
  sort?: string;
  onSort?: (sort: string) => void;
  onOpen: (c: Certificate) => void;
}

export function CertificateTable({ rows, mayEdit, sort, onSort, onOpen }: Props) {
  const { t } = useTranslation("products");
  const holderOf = useHolder();
  const day = today();
  const columns: Column<Certificate>[] = [
    {
      id: "key",
      title: t("certificate.one"),
      sort: (c) => c.key,
      cell: (c) => (
        <div>
          <Anchor
            component="button"
            type="button"
            size="sm"
            fw={600}
            ta="left"
            title={mayEdit ? t("certificate.change") : t("certificate.open")}
            onClick={() => onOpen(c)}
          >
            <Key>{c.key}</Key> {c.name}
          </Anchor>
          <Text size="xs" c="dimmed">
            {[c.number, c.issuer].filter(Boolean).join(", ")}
          </Text>
        </div>
      ),
    },
    {
      id: "scheme",
      title: t("certificate.scheme"),
      sort: (c) => libWord("scheme", c.scheme),
      cell: (c) => (
        <div>
          {libWord("scheme", c.scheme)}
          <Text size="xs" c="dimmed">
            {libWord("schemeMeans", c.scheme)}
          </Text>
        </div>
      ),
    },
    {
      id: "holder",
      title: t("certificate.holder"),
      sort: (c) => holderOf(c)?.name ?? "",
      cell: (c) => {
        const holder = holderOf(c);
        if (!holder) return null;
        return holder.search ? (
          <LinkAnchor to="/products" search={holder.search} size="sm">
            {holder.name}
          </LinkAnchor>
        ) : (
          holder.name
        );
      },
    },
    {
      id: "level",
      title: t("certificate.level"),
      sort: (c) => (c.level ?? 0) * 10 + (c.maturity ?? 0),
      cell: (c) => (
        <span>
          {c.level ? <LevelBadge level={c.level} long /> : null}{" "}
          {c.maturity ? <span className="level">{t("certificate.ml", { level: c.maturity })}</span> : null}
        </span>
      ),
    },
    {
      id: "issued",
      title: t("certificate.issued"),
      sort: (c) => c.issued ?? "",
      wide: true,
      cell: (c) => c.issued && <span className="nowrap">{formatDay(c.issued)}</span>,
    },
    {
      id: "expires",
      title: t("certificate.expires"),
      sort: (c) => c.expires || "9999",
      cell: (c) =>
        certificateState(c, day) === "revoked" ? (
          <span className={marks.mark} data-tone="doubt">
            <Ban size={14} aria-hidden />
            <span>{t("certificate.revokedOn", { on: formatDay(c.revoked ?? "") })}</span>
          </span>
        ) : c.expires ? (
          <EndMark day={c.expires} />
        ) : (
          <Text size="xs" c="dimmed">
            {t("certificate.endless")}
          </Text>
        ),
    },
  ];
  return (
    <DataTable
      cards
      caption={t("tab.certificates")}
      columns={columns}
      rows={rows}
      rowKey={(c) => c.id}
      sort={sort}
      onSort={onSort}
    />
  );
}

/** Names who holds a certificate, and where on this screen it is found. */
export function useHolder() {
  const companies = useQuery(companiesQuery).data ?? [];
  const products = useQuery(productsQuery).data ?? [];
  const sites = useSites();
  return (c: Certificate): { name: string; search?: { product: string } | { company: string } } | undefined => {
    const product = products.find((p) => p.id === c.product);
    if (product) return { name: `${product.key} ${productTitle(product)}`, search: { product: product.id } };
    const company = companies.find((x) => x.id === c.company);
    if (company) return { name: `${company.key} ${company.name}`, search: { company: company.id } };
    const site = sites.find((s) => s.id === c.site);
    return site && { name: `${site.key} ${site.name}` };
  };
}
