import { MultiSelect, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { productsQuery, productTitle, type Product } from "./supply";

interface Shared {
  label: string;
  description?: string;
  error?: string;
  readOnly?: boolean;
  /** A product that is not offered, such as the one that is edited. */
  except?: string;
}

interface One extends Shared {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  required?: boolean;
}

interface Some extends Shared {
  value: string[];
  onChange: (ids: string[]) => void;
}

/** Chooses a product by key, vendor, model, release or order number. */
export function ProductPicker({ value, onChange, required, readOnly, except, error, ...rest }: One) {
  const { data, failed, nothing } = useChoices(except);
  return (
    <Select
      {...rest}
      data={data}
      value={value || null}
      onChange={(id) => onChange(id ?? undefined)}
      error={error ?? failed}
      readOnly={readOnly}
      required={required}
      clearable={!required && !readOnly}
      allowDeselect={!required}
      searchable
      limit={100}
      nothingFoundMessage={nothing}
    />
  );
}

/** Chooses several products. */
export function ProductsPicker({ value, onChange, readOnly, except, error, ...rest }: Some) {
  const { data, failed, nothing } = useChoices(except);
  return (
    <MultiSelect
      {...rest}
      data={data}
      value={value}
      onChange={onChange}
      error={error ?? failed}
      readOnly={readOnly}
      searchable
      hidePickedOptions
      limit={100}
      nothingFoundMessage={nothing}
    />
  );
}

function useChoices(except: string | undefined) {
  const { t } = useTranslation("library");
  const products = useQuery(productsQuery);
  return {
    data: (products.data ?? []).filter((p) => p.id !== except).map((p) => ({ value: p.id, label: labelOf(p) })),
    failed: products.isError ? t("choose.failed") : undefined,
    nothing: products.isPending ? t("choose.loading") : t("choose.none"),
  };
}

function labelOf(p: Product): string {
  const numbers = p.orderNumbers?.length ? ` (${p.orderNumbers.join(", ")})` : "";
  return `${p.key} ${productTitle(p)}${numbers}`;
}
