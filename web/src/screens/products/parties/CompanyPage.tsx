import { Alert, Badge, Button, Group, Menu, Stack, Tabs, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Ellipsis, FileDown, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { address, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { DeleteLibraryRecord } from "../../../parts/library/DeleteLibraryRecord";
import { EndMark } from "../../../parts/library/EndMark";
import { ProgramAnswers } from "../../../parts/library/program/Answers";
import { companyKind } from "../../../parts/library/records";
import {
  certificatesQuery,
  companyQuery,
  productsQuery,
  productTitle,
  type Certificate,
  type Company,
} from "../../../parts/library/supply";
import { libWord } from "../../../parts/library/words";
import { LoadingRows } from "../../../parts/Loading";
import { Page } from "../../../parts/Page";
import { LinkAnchor } from "../../../parts/plant/link";
import { blankCertificate } from "../certificates/blank";
import { CertificateForm } from "../certificates/CertificateForm";
import { CertificateTable } from "../certificates/CertificateTable";
import { List } from "../product/Facts";
import classes from "../products.module.css";
import { useAddress } from "../useAddress";
import { CompanyForm } from "./CompanyForm";
import { Keys } from "./Keys";
import { Programs } from "./Programs";
import { programsOf, setOfProgram, type ProgramView } from "./sets";

/** One company: what it does, what it answers, by which keys it signs, what it supplies. */
export function CompanyPage({ id }: { id: string }) {
  const { t } = useTranslation("products");
  const company = useQuery(companyQuery(id));
  if (company.data) return <Opened company={company.data} />;
  return (
    <Page wide title={t("company.one")} actions={<Back />}>
      {company.isError ? (
        <ErrorPanel error={company.error} onRetry={() => void company.refetch()} />
      ) : (
        <LoadingRows rows={8} />
      )}
    </Page>
  );
}

function Back() {
  const { t } = useTranslation("products");
  const { go } = useAddress();
  return (
    <Button variant="subtle" leftSection={<ArrowLeft size={16} aria-hidden />} onClick={() => go({ tab: "parties" })}>
      {t("back.parties")}
    </Button>
  );
}

function Opened({ company: c }: { company: Company }) {
  const { t } = useTranslation(["products", "common"]);
  const { get, change, go } = useAddress();
  const mayEdit = useCan()("library.edit");
  const [deleting, setDeleting] = useState(false);
  const views = ["about" as const, ...programsOf(c)];
  const view = views.find((v) => v === get("view")) ?? "about";
  const file = (format: string) => address(url`/companies/${c.id}` + `/claims.${format}`);
  return (
    <Page
      wide
      title={c.name}
      lead={
        <Group gap="xs" mt={4}>
          <Key>{c.key}</Key>
          {c.own && <Badge>{t("company.own")}</Badge>}
          {(c.parties ?? []).map((p) => (
            <Badge key={p} color="gray">
              {libWord("party", p)}
            </Badge>
          ))}
          {c.critical && <Badge color="orange">{t("company.critical")}</Badge>}
        </Group>
      }
      actions={
        <>
          <Back />
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" leftSection={<FileDown size={15} aria-hidden />}>
                {t("hand.title")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {(["xlsx", "json", "oscal"] as const).map((format) => (
                <Menu.Item key={format} component="a" href={file(format === "oscal" ? "oscal.json" : format)} download>
                  {t(`hand.${format}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          {mayEdit && (
            <>
              <Button
                variant="default"
                leftSection={<Pencil size={15} aria-hidden />}
                onClick={() => change({ edit: c.id })}
              >
                {t("common:edit")}
              </Button>
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button variant="default" px="xs" aria-label={t("list.actions", { key: c.key })}>
                    <Ellipsis size={16} aria-hidden />
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item color="red" onClick={() => setDeleting(true)}>
                    {t("company.delete")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </>
          )}
        </>
      }
    >
      {views.length > 1 && (
        <Tabs value={view} onChange={(v) => change({ ...elsewhere, view: v && v !== "about" ? v : undefined })}>
          <Tabs.List className="no-print" aria-label={c.name}>
            {views.map((v) => (
              <Tabs.Tab key={v} value={v}>
                {v === "about" ? t("company.about") : t(`company.view.${v}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      )}
      {view === "about" ? (
        <About company={c} mayEdit={mayEdit} onProgram={(v) => change({ ...elsewhere, view: v })} />
      ) : (
        <ProgramAnswers subject={{ kind: "company", id: c.id }} set={setOfProgram[view]} />
      )}
      {get("edit") && (
        <CompanyForm
          key={c.version}
          company={c}
          onStored={() => change({ edit: undefined })}
          onClose={() => change({ edit: undefined })}
        />
      )}
      {deleting && (
        <DeleteLibraryRecord
          kind={companyKind}
          record={c}
          onDone={() => go({ tab: "parties" })}
          onClose={() => setDeleting(false)}
        />
      )}
    </Page>
  );
}

/** Where the answers of one set stand in the address: another set begins anew. */
const elsewhere = { group: undefined, requirement: undefined, search: undefined, show: undefined };

interface AboutProps {
  company: Company;
  mayEdit: boolean;
  onProgram: (view: ProgramView) => void;
}

/** Who a company is, what it answers, by which keys it signs, what it holds and supplies. */
function About({ company: c, mayEdit, onProgram }: AboutProps) {
  const { t } = useTranslation("products");
  const products = (useQuery(productsQuery).data ?? []).filter((p) => p.company === c.id);
  const certificates = (useQuery(certificatesQuery).data ?? []).filter((x) => x.company === c.id);
  const [certificate, setCertificate] = useState<Certificate>();
  return (
    <>
      {(c.parties ?? []).length === 0 && <Alert color="gray">{t("company.noParties")}</Alert>}
      <div className={classes.two}>
        <Stack gap="lg">
          <List
            of={[
              [t("company.contact"), c.contact],
              [t("company.website"), c.website],
              [t("company.aliases"), c.aliases?.join("; ")],
              [t("company.note"), c.note],
            ]}
          />
          <Programs company={c} onOpen={onProgram} />
        </Stack>
        <Keys company={c} />
      </div>
      <Group justify="space-between">
        <Title order={2}>{t("tab.certificates")}</Title>
        {mayEdit && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setCertificate({ ...blankCertificate, scheme: "isasecure-sdla", company: c.id })}
          >
            {t("certificate.add")}
          </Button>
        )}
      </Group>
      {certificates.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("company.noCertificates")}
        </Text>
      ) : (
        <CertificateTable rows={certificates} mayEdit={mayEdit} onOpen={setCertificate} />
      )}
      {(products.length > 0 || c.parties?.includes("product-supplier")) && (
        <section>
          <Title order={2} mb="xs">
            {t("tab.products")}
          </Title>
          {products.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("company.noProducts")}
            </Text>
          )}
          <ul className={classes.gaps}>
            {products.map((p) => (
              <li key={p.id} className={classes.product}>
                <LinkAnchor to="/products" search={{ product: p.id }} size="sm">
                  <Key>{p.key}</Key> {productTitle(p)}
                </LinkAnchor>
                <EndMark day={p.supportEnds} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {certificate && (
        <CertificateForm
          key={certificate.id}
          certificate={certificate}
          readOnly={!mayEdit}
          onClose={() => setCertificate(undefined)}
        />
      )}
    </>
  );
}
