import { Button, Group, Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showFields } from "../../../parts/fields";
import { CompanyPicker } from "../../../parts/library/CompanyPicker";
import { DeleteLibraryRecord } from "../../../parts/library/DeleteLibraryRecord";
import { EvidencePicker } from "../../../parts/library/EvidencePicker";
import { ProductPicker } from "../../../parts/library/ProductPicker";
import { setsQuery } from "../../../parts/library/queries";
import { certificateKind, useLibraryWrite } from "../../../parts/library/records";
import { schemes, type Certificate } from "../../../parts/library/supply";
import { libOptions, libWord } from "../../../parts/library/words";
import { tidy } from "../../../parts/plant/tidy";
import { FormDialog } from "../../../parts/risk/FormDialog";
import { useSites } from "../../../parts/sites";
import classes from "../products.module.css";
import { blankCertificate, setOf } from "./blank";

interface Props {
  /** Without an id it is a new one. */
  certificate: Certificate;
  readOnly: boolean;
  onClose: () => void;
}

/** All fields of a certificate: who confirmed what of whom, and for how long. */
export function CertificateForm({ certificate, readOnly, onClose }: Props) {
  const { t } = useTranslation(["products", "common"]);
  const form = useForm<Certificate>({ initialValues: { ...blankCertificate, ...certificate } });
  const sets = useQuery(setsQuery).data?.items ?? [];
  const sites = useSites();
  const [deleting, setDeleting] = useState(false);
  const { write } = useLibraryWrite<Certificate>(certificateKind, onClose);
  const saving = write(certificate);
  const submit = form.onSubmit((values) => {
    const { version, key, name, scheme, level, maturity, ...rest } = values;
    const record: Certificate = {
      ...tidy(rest),
      key: key.trim(),
      name: name.trim() || libWord("scheme", scheme),
      scheme,
      set: values.set || setOf[scheme],
      ...(level ? { level } : {}),
      ...(maturity ? { maturity } : {}),
      version,
    };
    saving.mutate(record, { onError: (problem) => showFields(form, problem) });
  });
  const values = form.getValues();
  const error = (field: string) => form.errors[field] as string | undefined;
  const text = (field: "key" | "name" | "number" | "issuer") => ({
    label: t(`certificate.${field}`),
    readOnly,
    ...form.getInputProps(field),
  });
  const graded = (field: "level" | "maturity", word: "form.level" | "certificate.ml") => (
    <Select
      label={t(`certificate.${field}`)}
      data={[0, 1, 2, 3, 4].map((n) => ({ value: String(n), label: n ? t(word, { level: n }) : t("common:none") }))}
      value={String(values[field] ?? 0)}
      allowDeselect={false}
      readOnly={readOnly}
      error={error(field)}
      onChange={(v) => form.setFieldValue(field, Number(v ?? 0))}
    />
  );
  const adding = certificate.id === "";
  return (
    <FormDialog
      title={adding ? t("certificate.add") : `${certificate.key} ${certificate.name}`}
      form={form}
      busy={saving.isPending}
      error={saving.error}
      readOnly={readOnly}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <Select
          label={t("certificate.scheme")}
          description={libWord("schemeMeans", values.scheme)}
          data={libOptions("scheme", schemes)}
          allowDeselect={false}
          required
          readOnly={readOnly}
          {...form.getInputProps("scheme")}
        />
        <TextInput {...text("name")} description={t("certificate.nameHint")} />
        <ProductPicker
          label={t("certificate.product")}
          description={t("certificate.holderHint")}
          value={values.product}
          readOnly={readOnly}
          error={error("product")}
          onChange={(id) => form.setValues({ product: id ?? "", ...(id && { company: "" }) })}
        />
        <CompanyPicker
          label={t("certificate.company")}
          description={t("certificate.companyHint")}
          value={values.company}
          readOnly={readOnly}
          error={error("company")}
          onChange={(id) => form.setValues({ company: id ?? "", ...(id && { product: "" }) })}
        />
        {adding && (
          <Select
            label={t("certificate.site")}
            description={t("certificate.siteHint")}
            data={sites.map((s) => ({ value: s.id, label: `${s.key} ${s.name}` }))}
            clearable
            searchable
            value={values.site || null}
            error={error("site")}
            onChange={(id) => form.setFieldValue("site", id ?? "")}
          />
        )}
        <Select
          label={t("certificate.set")}
          placeholder={sets.find((s) => s.id === setOf[values.scheme])?.standard}
          data={sets.filter((s) => s.kind !== "framework").map((s) => ({ value: s.id, label: s.standard }))}
          clearable={!readOnly}
          searchable
          readOnly={readOnly}
          value={values.set || null}
          error={error("set")}
          onChange={(id) => form.setFieldValue("set", id ?? "")}
        />
        {graded("level", "form.level")}
        {graded("maturity", "certificate.ml")}
        <TextInput {...text("number")} />
        <TextInput {...text("issuer")} description={t("certificate.issuerHint")} />
        {(["issued", "expires", "revoked"] as const).map((field) => (
          <TextInput
            key={field}
            type="date"
            label={t(`certificate.${field}`)}
            readOnly={readOnly}
            {...form.getInputProps(field)}
          />
        ))}
        <TextInput {...text("key")} description={t("form.keyHint")} maxLength={64} />
        <Textarea
          className={classes.whole}
          label={t("certificate.scope")}
          description={t("certificate.scopeHint")}
          readOnly={readOnly}
          {...form.getInputProps("scope")}
        />
        <div className={classes.whole}>
          <EvidencePicker
            label={t("certificate.proof")}
            value={values.proof ? [values.proof] : []}
            readOnly={readOnly}
            error={error("proof")}
            onChange={(ids) => form.setFieldValue("proof", ids[ids.length - 1] ?? "")}
          />
        </div>
        <Textarea
          className={classes.whole}
          label={t("certificate.note")}
          readOnly={readOnly}
          {...form.getInputProps("note")}
        />
      </div>
      {!adding && !readOnly && (
        <Group>
          <Button
            variant="subtle"
            color="red"
            leftSection={<Trash2 size={15} aria-hidden />}
            onClick={() => setDeleting(true)}
          >
            {t("common:delete")}
          </Button>
        </Group>
      )}
      {deleting && (
        <DeleteLibraryRecord
          kind={certificateKind}
          record={certificate}
          onDone={onClose}
          onClose={() => setDeleting(false)}
        />
      )}
    </FormDialog>
  );
}
