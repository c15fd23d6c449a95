import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Boxes, Plus, SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../api/me";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { DeleteLibraryRecord } from "../../../parts/library/DeleteLibraryRecord";
import { productKind } from "../../../parts/library/records";
import { certificatesQuery, productLevelsQuery, productsQuery, type Product } from "../../../parts/library/supply";
import { componentTypes, type ComponentType } from "../../../parts/library/types";
import { libOptions } from "../../../parts/library/words";
import { LoadingRows } from "../../../parts/Loading";
import { today } from "../../../parts/risk/today";
import { SearchBox } from "../../../parts/SearchBox";
import { useShortcut } from "../../../parts/Shortcuts";
import classes from "../products.module.css";
import { useAddress } from "../useAddress";
import { BulkProducts } from "./BulkProducts";
import { blank, fits, nextOf, type ProductFilter } from "./filter";
import { ProductForm } from "./ProductForm";
import { ProductTable } from "./ProductTable";

/** The products that the library knows, with what each is capable of. */
export function Products() {
  const { t } = useTranslation("products");
  const { get, all, change, go } = useAddress();
  const mayEdit = useCan()("library.edit");
  const products = useQuery(productsQuery);
  const levels = useQuery(productLevelsQuery);
  const certificates = useQuery(certificatesQuery).data ?? [];
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState(false);
  const [deleting, setDeleting] = useState<Product>();
  useShortcut("n", t("list.add"), () => change({ edit: "new" }), mayEdit);

  if (products.isError) return <ErrorPanel error={products.error} onRetry={() => void products.refetch()} />;
  if (products.isPending) return <LoadingRows rows={9} />;

  const of = new Map((levels.data ?? []).map((l) => [l.product, l]));
  const filter: ProductFilter = {
    search: get("search"),
    vendor: get("vendor"),
    type: get("type"),
    support: get("support"),
    claims: get("claims"),
  };
  const day = today();
  const rows = products.data.filter((p) => fits(p, of.get(p.id), filter, day));
  const chosen = products.data.filter((p) => selected.has(p.id));
  const vendors = [...new Set(products.data.map((p) => p.vendor))].sort();
  const edited = get("edit");
  const original = products.data.find((p) => p.id === get("from"));
  const shown: Product | undefined =
    edited !== "new"
      ? products.data.find((p) => p.id === edited)
      : original
        ? nextOf(original, get("release"))
        : { ...blank, ...prefilled(get, all) };
  const form = edited && shown && (
    <ProductForm
      key={shown.id + shown.version + get("from")}
      product={shown}
      from={edited === "new" ? original : undefined}
      prefilled={edited === "new" && get("model") !== ""}
      onStored={(p) => (edited === "new" ? go({ product: p.id }) : change({ edit: undefined }))}
      onClose={() => change({ edit: undefined, from: undefined, release: undefined, ...nothingFilled })}
    />
  );

  if (products.data.length === 0) {
    return (
      <>
        <EmptyState icon={Boxes} title={t("list.none")} text={t("list.noneText")}>
          {mayEdit && (
            <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => change({ edit: "new" })}>
              {t("list.add")}
            </Button>
          )}
        </EmptyState>
        {form}
      </>
    );
  }
  const choice = (name: "vendor" | "type" | "support" | "claims", data: { value: string; label: string }[]) => (
    <Select
      label={t(`list.filter.${name}`)}
      data={[{ value: "-", label: t("list.filter.all") }, ...data]}
      value={filter[name] || "-"}
      allowDeselect={false}
      searchable={name === "vendor"}
      onChange={(v) => change({ [name]: v === "-" || v === null ? undefined : v })}
    />
  );
  const words = (name: "support" | "claims", values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`list.${name}.${value}` as never) as string }));
  return (
    <Stack>
      <div className={`${classes.controls} no-print`}>
        <SearchBox
          label={t("list.search")}
          value={filter.search}
          onChange={(value) => change({ search: value || undefined })}
        />
        {choice(
          "vendor",
          vendors.map((v) => ({ value: v, label: v })),
        )}
        {choice("type", libOptions("componentType", componentTypes))}
        {choice("support", words("support", ["ended", "soon", "none"]))}
        {choice("claims", words("claims", ["none", "open", "below"]))}
      </div>
      {levels.isError && <ErrorPanel error={levels.error} onRetry={() => void levels.refetch()} />}
      {chosen.length > 0 && (
        <div className={`${classes.bar} no-print`} role="region" aria-label={t("bulk.bar")}>
          <Text size="sm" fw={600} role="status">
            {t("bulk.selected", { count: chosen.length })}
          </Text>
          <Group gap="xs">
            <Button size="compact-sm" onClick={() => setBulk(true)}>
              {t("bulk.open")}
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setSelected(new Set())}>
              {t("bulk.clear")}
            </Button>
          </Group>
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState icon={SearchX} title={t("noneFound")}>
          <Button
            variant="default"
            onClick={() =>
              change({ search: undefined, vendor: undefined, type: undefined, support: undefined, claims: undefined })
            }
          >
            {t("clearFilters")}
          </Button>
        </EmptyState>
      ) : (
        <ProductTable
          rows={rows}
          levels={of}
          waiting={levels.isPending}
          certificates={certificates}
          mayEdit={mayEdit}
          selected={selected}
          onSelect={setSelected}
          sort={get("sort") || "vendor"}
          onSort={(sort) => change({ sort })}
          onEdit={(id) => change({ edit: id })}
          onNext={(id) => change({ edit: "new", from: id })}
          onDelete={setDeleting}
        />
      )}
      {form}
      {bulk && <BulkProducts products={chosen} onDone={() => setSelected(new Set())} onClose={() => setBulk(false)} />}
      {deleting && <DeleteLibraryRecord kind={productKind} record={deleting} onClose={() => setDeleting(undefined)} />}
    </Stack>
  );
}

const nothingFilled = { model: undefined, makes: undefined, order: undefined, is: undefined };

/** What a link, such as from an asset that no product matches, already knows of a new product. */
function prefilled(get: (name: string) => string, all: (name: string) => string[]): Partial<Product> {
  const type = componentTypes.find((x) => x === get("is")) as ComponentType | undefined;
  const [vendor, model] = [get("makes"), get("model")];
  return {
    name: [vendor, model].filter(Boolean).join(" "),
    vendor,
    model,
    release: get("release"),
    orderNumbers: all("order"),
    types: type ? [type] : [],
  };
}
