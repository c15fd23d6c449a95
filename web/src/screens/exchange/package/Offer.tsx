import { Badge, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { outcomeColor } from "../../../parts/imports/Counts";
import { DataTable, type Column } from "../../../parts/DataTable";
import { Key } from "../../../parts/Key";
import { fieldName } from "../../../parts/words";
import { Sentences } from "../Marks";
import type { OfferDifference } from "../types";

type Row = OfferDifference["products"][number];

/** Products, claims and certificates that came along, against the own library. */
export function Offer({ of }: { of: OfferDifference }) {
  const { t } = useTranslation("exchange");
  const columns: Column<Row>[] = [
    {
      id: "product",
      title: t("offer.product"),
      cell: (r) => (
        <div>
          <Key>{r.offered.key}</Key> {r.offered.name}
          <Text size="xs" c="dimmed">
            {[r.offered.vendor, r.offered.model, r.offered.release].filter(Boolean).join(" ")}
          </Text>
        </div>
      ),
    },
    { id: "op", title: t("offer.op"), cell: (r) => <Op op={r.op} /> },
    {
      id: "claims",
      title: t("offer.claims"),
      cell: (r) => t("offer.claimCounts", { ...r.claims, count: r.claims.add }),
    },
    {
      id: "why",
      title: t("offer.why"),
      cell: (r) => (
        <Text size="sm">
          {r.why}{" "}
          {r.changes && r.changes.length > 0 && t("offer.changes", { fields: r.changes.map(fieldName).join(", ") })}
        </Text>
      ),
    },
  ];
  return (
    <Stack>
      <Sentences tone="calm" of={[of.company.why]} />
      <DataTable cards caption={t("offer.table")} columns={columns} rows={of.products} rowKey={(_, i) => i} />
      {of.gone.length > 0 && <Text size="sm">{t("offer.gone", { keys: of.gone.join(", ") })}</Text>}
      {of.certificates.length > 0 && (
        <>
          <Title order={2} size="h4">
            {t("offer.certificates")}
          </Title>
          <DataTable
            cards
            caption={t("offer.certificates")}
            columns={[
              {
                id: "name",
                title: t("offer.certificate"),
                cell: (c) => (
                  <>
                    <Key>{c.offered.key}</Key> {c.offered.name}
                  </>
                ),
              },
              { id: "about", title: t("offer.about"), cell: (c) => c.offered.about },
              { id: "op", title: t("offer.op"), cell: (c) => <Op op={c.op} /> },
            ]}
            rows={of.certificates}
            rowKey={(_, i) => i}
          />
        </>
      )}
    </Stack>
  );
}

/** What happens to a record. */
export function Op({ op }: { op: Row["op"] }) {
  const { t } = useTranslation("exchange");
  return <Badge color={outcomeColor[op]}>{t(`op.${op}`)}</Badge>;
}
