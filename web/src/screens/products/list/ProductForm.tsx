import { Alert, Autocomplete, Checkbox, Select, TagsInput, Textarea, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "../../../parts/risk/FormDialog";
import { showFields } from "../../../parts/fields";
import { CompanyPicker } from "../../../parts/library/CompanyPicker";
import { ProductPicker } from "../../../parts/library/ProductPicker";
import { productKind, useLibraryWrite } from "../../../parts/library/records";
import { companiesQuery, productsQuery, productTitle, type Product } from "../../../parts/library/supply";
import { componentTypes, type ComponentType } from "../../../parts/library/types";
import { libWord } from "../../../parts/library/words";
import { tidy } from "../../../parts/plant/tidy";
import { carry } from "../product/carry";
import classes from "../products.module.css";
import { blank } from "./filter";

interface Props {
  /** Without an id it is a new one. */
  product: Product;
  /** The release before, whose claims are carried over. */
  from?: Product;
  /** It comes filled in and may be sent as it is. */
  prefilled?: boolean;
  onStored: (product: Product) => void;
  onClose: () => void;
}

/** All fields of a product; the component types first, because what is asked follows from them. */
export function ProductForm({ product, from, prefilled, onStored, onClose }: Props) {
  const { t } = useTranslation("products");
  const form = useForm<Product>({ initialValues: { ...blank, ...product } });
  const companies = useQuery(companiesQuery).data ?? [];
  const vendors = [...new Set((useQuery(productsQuery).data ?? []).map((p) => p.vendor))];
  const [carrying, setCarrying] = useState(true);
  const { write } = useLibraryWrite<Product>(productKind);
  const saving = write(product);
  const submit = form.onSubmit((values) => {
    const { version, types, key, name, vendor, model, aim, ...rest } = values;
    const record: Product = {
      ...tidy(rest),
      key: key.trim(),
      name: name.trim() || [vendor, model].join(" ").trim(),
      vendor: vendor.trim(),
      model: model.trim(),
      types,
      aim,
      version,
    };
    saving.mutate(record, {
      onError: (problem) => showFields(form, problem),
      onSuccess: (stored) => {
        if (from && carrying) void carry(from, stored).finally(() => onStored(stored));
        else onStored(stored);
      },
    });
  });
  const values = form.getValues();
  const error = (field: string) => form.errors[field] as string | undefined;
  const text = (field: "key" | "name" | "model" | "release" | "sbom") => ({
    label: t(`form.${field}`),
    ...form.getInputProps(field),
  });
  const adding = product.id === "";
  return (
    <FormDialog
      title={from ? t("form.next", { key: from.key }) : adding ? t("list.add") : t("form.edit", { key: product.key })}
      form={form}
      busy={saving.isPending}
      error={saving.error}
      untouched={prefilled}
      confirm={adding && !from ? t("form.addAndAnswer") : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      {from && (
        <Alert color="gray" title={t("form.carries")}>
          <Checkbox
            checked={carrying}
            onChange={(e) => setCarrying(e.currentTarget.checked)}
            label={t("form.carry", { name: productTitle(from) })}
            description={t("form.carryText")}
          />
        </Alert>
      )}
      <Checkbox.Group
        label={t("form.types")}
        description={t("form.typesHint")}
        required
        value={values.types}
        error={error("types")}
        onChange={(types) => form.setFieldValue("types", types as ComponentType[])}
      >
        <div className={classes.types}>
          {componentTypes.map((type) => (
            <Checkbox
              key={type}
              value={type}
              label={libWord("componentType", type)}
              description={t(`typeMeans.${type}`)}
            />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.fields}>
        <Autocomplete
          label={t("form.vendor")}
          required
          data={[...new Set([...vendors, ...companies.map((c) => c.name)])]}
          {...form.getInputProps("vendor")}
          onChange={(vendor) => {
            form.setFieldValue("vendor", vendor);
            const company = companies.find((c) => [c.name, ...(c.aliases ?? [])].includes(vendor));
            if (company && !values.company) form.setFieldValue("company", company.id);
          }}
        />
        <TextInput {...text("model")} required />
        <TextInput {...text("release")} description={t("form.releaseHint")} data-autofocus={from ? true : undefined} />
        <Select
          label={t("form.aim")}
          description={t("form.aimHint")}
          data={[0, 1, 2, 3, 4].map((a) => ({
            value: String(a),
            label: a ? t("form.level", { level: a }) : t("form.noAim"),
          }))}
          value={String(values.aim ?? 0)}
          allowDeselect={false}
          error={error("aim")}
          onChange={(v) => form.setFieldValue("aim", Number(v ?? 0))}
        />
        <TextInput {...text("name")} description={t("form.nameHint")} />
        <CompanyPicker
          label={t("form.company")}
          description={t("form.companyHint")}
          of={["product-supplier"]}
          value={values.company}
          error={error("company")}
          onChange={(id) => form.setFieldValue("company", id ?? "")}
        />
        <TagsInput
          label={t("form.orderNumbers")}
          description={t("form.orderNumbersHint")}
          {...form.getInputProps("orderNumbers")}
        />
        <TagsInput label={t("form.aliases")} description={t("form.aliasesHint")} {...form.getInputProps("aliases")} />
      </div>
      <Title order={3}>{t("form.support")}</Title>
      <div className={classes.fields}>
        {(["supportFrom", "supportEnds", "securityEnds"] as const).map((field) => (
          <TextInput key={field} type="date" label={t(`form.${field}`)} {...form.getInputProps(field)} />
        ))}
        <ProductPicker
          label={t("form.replacedBy")}
          except={product.id || undefined}
          value={values.replacedBy}
          error={error("replacedBy")}
          onChange={(id) => form.setFieldValue("replacedBy", id ?? "")}
        />
      </div>
      <Title order={3}>{t("form.more")}</Title>
      <div className={classes.fields}>
        <Textarea label={t("form.description")} {...form.getInputProps("description")} />
        <Textarea
          label={t("form.evidenceNotes")}
          description={t("form.evidenceNotesHint")}
          {...form.getInputProps("evidenceNotes")}
        />
        <TextInput {...text("sbom")} description={t("form.sbomHint")} />
        <TextInput {...text("key")} description={t("form.keyHint")} maxLength={64} />
      </div>
    </FormDialog>
  );
}
