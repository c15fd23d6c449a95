import { Badge, Button, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Building2, KeyRound, Plus, SearchX, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../api/me";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { holds } from "../../../parts/library/catalogue";
import { certificatesQuery, companiesQuery, parties, productsQuery, type Company } from "../../../parts/library/supply";
import { libOptions, libWord } from "../../../parts/library/words";
import { LoadingRows } from "../../../parts/Loading";
import { LinkAnchor } from "../../../parts/plant/link";
import { SearchBox } from "../../../parts/SearchBox";
import { useShortcut } from "../../../parts/Shortcuts";
import classes from "../products.module.css";
import { useAddress } from "../useAddress";
import { CompanyForm } from "./CompanyForm";
import { blankCompany } from "./blank";

/** The companies that own, build and supply, with their parts. */
export function Parties() {
  const { t } = useTranslation("products");
  const { get, change, go } = useAddress();
  const mayEdit = useCan()("library.edit");
  const companies = useQuery(companiesQuery);
  const products = useQuery(productsQuery).data ?? [];
  const certificates = useQuery(certificatesQuery).data ?? [];
  useShortcut("n", t("company.add"), () => change({ edit: "new" }), mayEdit);
  const [search, role] = [get("search"), get("role")];
  const rows = (companies.data ?? []).filter(
    (c) =>
      (!role || c.parties?.some((p) => p === role)) &&
      holds([c.key, c.name, ...(c.aliases ?? []), c.contact].join(" "), search),
  );
  const edit = get("edit");
  const edited = edit === "new" ? blankCompany : companies.data?.find((c) => c.id === edit);
  const add = mayEdit && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => change({ edit: "new" })}>
      {t("company.add")}
    </Button>
  );
  const count = (list: { company?: string }[], c: Company) => list.filter((x) => x.company === c.id).length;
  const columns: Column<Company>[] = [
    {
      id: "name",
      title: t("company.one"),
      sort: (c) => c.name,
      cell: (c) => (
        <div className={classes.named}>
          <LinkAnchor to="/products" search={{ company: c.id }} size="sm" fw={600}>
            {c.name}
          </LinkAnchor>{" "}
          {c.own && <Badge size="sm">{t("company.own")}</Badge>}{" "}
          {c.critical && (
            <Badge size="sm" color="orange" leftSection={<TriangleAlert size={11} aria-hidden />}>
              {t("company.critical")}
            </Badge>
          )}
          <Text size="xs" c="dimmed">
            <Key>{c.key}</Key> {c.aliases?.join(", ")}
          </Text>
        </div>
      ),
    },
    {
      id: "parties",
      title: t("company.parties"),
      sort: (c) => (c.parties ?? []).join(),
      cell: (c) => (
        <div className={classes.marks}>
          {(c.parties ?? []).map((p) => (
            <Badge key={p} size="sm" color="gray">
              {libWord("party", p)}
            </Badge>
          ))}
        </div>
      ),
    },
    { id: "contact", title: t("company.contact"), wide: true, cell: (c) => <Text size="xs">{c.contact}</Text> },
    {
      id: "keys",
      title: t("company.keys"),
      sort: (c) => (c.keys ?? []).filter((k) => k.trusted).length,
      cell: (c) => {
        const [trusted, all] = [(c.keys ?? []).filter((k) => k.trusted).length, (c.keys ?? []).length];
        return (
          <Text size="xs" c={all === 0 ? "dimmed" : undefined}>
            {all > 0 && <KeyRound size={12} aria-hidden />}{" "}
            {all === 0 ? t("company.noKeys") : t("company.keysOf", { trusted, count: all })}
          </Text>
        );
      },
    },
    {
      id: "products",
      title: t("tab.products"),
      right: true,
      sort: (c) => count(products, c),
      cell: (c) => count(products, c),
    },
    {
      id: "certificates",
      title: t("tab.certificates"),
      right: true,
      sort: (c) => count(certificates, c),
      cell: (c) => count(certificates, c),
    },
  ];
  if (companies.isError) return <ErrorPanel error={companies.error} onRetry={() => void companies.refetch()} />;
  if (companies.isPending) return <LoadingRows rows={6} />;
  return (
    <Stack>
      {companies.data.length === 0 ? (
        <EmptyState icon={Building2} title={t("company.none")} text={t("company.noneText")}>
          {add}
        </EmptyState>
      ) : (
        <>
          <div className={`${classes.controls} no-print`}>
            <SearchBox
              label={t("company.search")}
              value={search}
              onChange={(v) => change({ search: v || undefined })}
            />
            <Select
              label={t("company.parties")}
              data={[{ value: "-", label: t("list.filter.all") }, ...libOptions("party", parties)]}
              value={role || "-"}
              allowDeselect={false}
              onChange={(v) => change({ role: v === "-" || v === null ? undefined : v })}
            />
          </div>
          {rows.length === 0 ? (
            <EmptyState icon={SearchX} title={t("noneFound")}>
              <Button variant="default" onClick={() => change({ search: undefined, role: undefined })}>
                {t("clearFilters")}
              </Button>
            </EmptyState>
          ) : (
            <DataTable
              cards
              caption={t("tab.parties")}
              columns={columns}
              rows={rows}
              rowKey={(c) => c.id}
              sort={get("sort") || "name"}
              onSort={(sort) => change({ sort })}
            />
          )}
        </>
      )}
      {edit && edited && (
        <CompanyForm
          key={edited.id}
          company={edited}
          onStored={(c) => (edit === "new" ? go({ company: c.id }) : change({ edit: undefined }))}
          onClose={() => change({ edit: undefined })}
        />
      )}
    </Stack>
  );
}
