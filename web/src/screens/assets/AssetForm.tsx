import { Autocomplete, NumberInput, Select, TagsInput, Textarea, TextInput, Title } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, Source, Zone } from "../../api/types";
import { assetRoles, assetTypes, type AssetFacets } from "../../parts/plant/types";
import { criticality, options } from "../../parts/plant/words";
import { fieldName } from "../../parts/words";
import { Addresses } from "./Addresses";
import classes from "./assets.module.css";
import { Modules } from "./Modules";
import { SourceMark } from "./SourceMark";

export type AssetFormValues = Omit<Asset, "criticality"> & { criticality?: number };
export type Form = UseFormReturnType<AssetFormValues>;

interface Props {
  form: Form;
  zones: Map<string, Zone>;
  facets?: AssetFacets;
  sources: Record<string, Source>;
  readOnly: boolean;
}

const performanceLevels = ["a", "b", "c", "d", "e"];

/** All that is known of an asset, each value with where it comes from. */
export function AssetForm({ form, zones, facets, sources, readOnly }: Props) {
  const { t } = useTranslation("plant");
  const label = (field: string): ReactNode => (
    <>
      {fieldName(field)}
      {sources[field] && <SourceMark source={sources[field]} />}
    </>
  );
  const text = (field: string) => ({
    label: label(field),
    readOnly,
    ...form.getInputProps(field),
  });
  const known = (list: { value: string }[] | undefined) => (list ?? []).map((f) => f.value).filter(Boolean);
  const pick = (field: string) => {
    const { value, ...rest } = form.getInputProps(field);
    return { label: label(field), readOnly, ...rest, value: (value as string) || null };
  };

  return (
    <>
      <div className={classes.fields}>
        <TextInput {...text("key")} required maxLength={64} data-autofocus />
        <TextInput {...text("name")} maxLength={200} />
        <Select {...pick("type")} data={options("assetType", assetTypes)} required allowDeselect={false} />
        <Select {...pick("role")} data={options("assetRole", assetRoles)} searchable clearable={!readOnly} />
        <Select
          {...pick("zone")}
          data={[...zones.values()].map((z) => ({ value: z.id, label: `${z.key} ${z.name}` }))}
          placeholder={t("assets.noZone")}
          searchable
          clearable={!readOnly}
        />
        <Select
          label={label("criticality")}
          readOnly={readOnly}
          data={[0, 1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: criticality(n) }))}
          value={String(form.getValues().criticality ?? 0)}
          onChange={(v) => form.setFieldValue("criticality", Number(v ?? 0))}
          error={form.errors.criticality}
          allowDeselect={false}
        />
        <Autocomplete {...text("vendor")} data={known(facets?.vendors)} />
        <TextInput {...text("model")} />
        <TextInput {...text("orderNumber")} />
        <TextInput {...text("firmware")} />
        <TextInput {...text("serial")} />
        <Autocomplete {...text("owner")} data={known(facets?.owners)} />
        <TextInput {...text("location")} />
        <TagsInput {...text("tags")} />
      </div>
      <Section title={label("addresses")}>
        <Addresses form={form} readOnly={readOnly} />
      </Section>
      <Section title={label("modules")}>
        <Modules form={form} readOnly={readOnly} />
      </Section>
      <Section title={t("assets.lifecycle")}>
        <div className={classes.fields}>
          <TextInput type="date" {...text("installed")} />
          <TextInput type="date" {...text("supportEnds")} />
          <TextInput type="date" {...text("retired")} />
        </div>
      </Section>
      <Section title={label("safety")}>
        <div className={classes.fields}>
          <TextInput {...text("safety.function")} label={t("assets.safetyFunction")} className={classes.wide} />
          <TextInput
            {...text("safety.standard")}
            label={t("assets.safetyStandard")}
            placeholder={t("assets.safetyExample")}
          />
          <NumberInput
            {...text("safety.sil")}
            label={t("assets.sil")}
            min={1}
            max={4}
            allowDecimal={false}
            clampBehavior="strict"
          />
          <Select {...pick("safety.pl")} label={t("assets.pl")} data={performanceLevels} clearable={!readOnly} />
        </div>
      </Section>
      <Textarea mt="md" {...text("description")} minRows={3} />
    </>
  );
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section>
      <Title order={3} mt="lg" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}
