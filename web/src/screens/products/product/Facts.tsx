import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EndMark } from "../../../parts/library/EndMark";
import {
  certificatesQuery,
  companiesQuery,
  productsQuery,
  productTitle,
  type Certificate,
  type Product,
} from "../../../parts/library/supply";
import { LinkAnchor } from "../../../parts/plant/link";
import { formatDay } from "../../../parts/TimeAgo";
import { CertificateForm } from "../certificates/CertificateForm";
import { CertificateTable } from "../certificates/CertificateTable";
import { blankCertificate } from "../certificates/blank";
import classes from "../products.module.css";

/** Who makes it, how long it is supported, who certified it. */
export function Facts({ product: p, mayEdit }: { product: Product; mayEdit: boolean }) {
  const { t } = useTranslation("products");
  const companies = useQuery(companiesQuery).data ?? [];
  const products = useQuery(productsQuery).data ?? [];
  const certificates = (useQuery(certificatesQuery).data ?? []).filter(
    (c) => c.product === p.id || (p.company && c.company === p.company),
  );
  const [edited, setEdited] = useState<Certificate>();
  const company = companies.find((c) => c.id === p.company);
  const next = products.find((x) => x.id === p.replacedBy);
  const before = products.filter((x) => x.replacedBy === p.id);
  const facts: [string, ReactNode][] = [
    [
      t("form.company"),
      company && (
        <LinkAnchor to="/products" search={{ company: company.id }} size="sm">
          {company.key} {company.name}
        </LinkAnchor>
      ),
    ],
    [t("form.orderNumbers"), p.orderNumbers?.join(", ")],
    [t("form.aliases"), p.aliases?.join("; ")],
    [t("form.description"), p.description],
    [t("form.evidenceNotes"), p.evidenceNotes],
    [t("form.sbom"), p.sbom],
  ];
  const support: [string, ReactNode][] = [
    [t("form.supportFrom"), p.supportFrom && formatDay(p.supportFrom)],
    [t("form.supportEnds"), p.supportEnds ? <EndMark day={p.supportEnds} /> : t("list.support.none")],
    [t("form.securityEnds"), p.securityEnds ? <EndMark day={p.securityEnds} /> : t("list.support.none")],
    [t("form.replacedBy"), next && <ProductLink of={next} />],
    [t("facts.replaces"), before.length > 0 && before.map((x) => <ProductLink key={x.id} of={x} />)],
  ];
  return (
    <Stack>
      <div className={classes.two}>
        <section>
          <Title order={2} mb="xs">
            {t("facts.support")}
          </Title>
          <List of={support} />
        </section>
        <section>
          <Title order={2} mb="xs">
            {t("facts.about")}
          </Title>
          <List of={facts} />
        </section>
      </div>
      <Group justify="space-between">
        <Title order={2}>{t("tab.certificates")}</Title>
        {mayEdit && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setEdited({ ...blankCertificate, product: p.id })}
          >
            {t("certificate.add")}
          </Button>
        )}
      </Group>
      {certificates.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("facts.noCertificates")}
        </Text>
      ) : (
        <CertificateTable rows={certificates} mayEdit={mayEdit} onOpen={setEdited} />
      )}
      {edited && (
        <CertificateForm
          key={edited.id}
          certificate={edited}
          readOnly={!mayEdit}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Stack>
  );
}

export function List({ of }: { of: [string, ReactNode][] }) {
  return (
    <dl className={classes.facts}>
      {of.map(
        ([name, value]) =>
          value && (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function ProductLink({ of: p }: { of: Product }) {
  return (
    <LinkAnchor to="/products" search={{ product: p.id }} size="sm" display="block">
      {p.key} {productTitle(p)}
    </LinkAnchor>
  );
}
