import { Checkbox, MultiSelect, NumberInput, Select, Textarea, TextInput, Title } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Conduit, Zone } from "../../api/types";
import { RecordPicker, RecordsPicker } from "../../parts/risk/RecordPicker";
import { layers, type Countermeasure } from "../../parts/risk/types";
import { measureKinds, measureStates, requirementsOf } from "../../parts/risk/views";
import { riskOptions } from "../../parts/risk/words";
import { Conflicts } from "./Conflicts";
import classes from "./countermeasures.module.css";
import { Dependencies } from "./Dependencies";

export type MeasureFormOf = UseFormReturnType<Countermeasure>;

interface Props {
  form: MeasureFormOf;
  zones: Zone[];
  conduits: Conduit[];
  readOnly: boolean;
}

/** All fields of a countermeasure. */
export function MeasureForm({ form, zones, conduits, readOnly }: Props) {
  const { t } = useTranslation("targets");
  const requirements = useQuery(requirementsOf()).data?.requirements ?? [];
  const values = form.getValues();
  const error = (field: string) => form.errors[field] as string | undefined;
  const text = (field: "key" | "name" | "owner") => ({
    label: t(`measures.${field}`),
    readOnly,
    ...form.getInputProps(field),
  });
  const day = (field: "testedOn" | "expires", label: string) => (
    <TextInput type="date" label={label} readOnly={readOnly} {...form.getInputProps(field)} />
  );
  const box = (field: "wholeSite" | "hackable" | "protectiveFunction" | "needsShutdown") => (
    <Checkbox
      label={t(`measures.${field}`)}
      description={t(`measures.hint.${field}`)}
      disabled={readOnly}
      {...form.getInputProps(field, { type: "checkbox" })}
    />
  );
  const number = (field: "cost" | "effort" | "shutdownHours", description?: string) => (
    <NumberInput
      label={t(`measures.${field}`)}
      description={description}
      min={0}
      thousandSeparator=" "
      readOnly={readOnly}
      value={values[field] || ""}
      onChange={(v) => form.setFieldValue(field, Number(v) || 0)}
      error={error(field)}
    />
  );
  const known = new Set(requirements.map((r) => r.id));
  return (
    <>
      <div className={classes.fields}>
        <TextInput {...text("name")} description={t("measures.hint.name")} required data-autofocus maxLength={200} />
        <TextInput {...text("key")} description={t("measures.hint.key")} maxLength={64} />
        <Select
          label={t("measures.layer")}
          data={riskOptions("layer", layers)}
          allowDeselect={false}
          readOnly={readOnly}
          {...form.getInputProps("layer")}
        />
        <Select
          label={t("measures.kind")}
          data={measureKinds.map((v) => ({ value: v, label: t(`measures.kinds.${v}`) }))}
          allowDeselect={false}
          readOnly={readOnly}
          {...form.getInputProps("kind")}
        />
        <Select
          label={t("measures.state")}
          description={t("measures.hint.state")}
          data={measureStates.map((v) => ({ value: v, label: t(`measures.states.${v}`) }))}
          allowDeselect={false}
          readOnly={readOnly}
          {...form.getInputProps("state")}
        />
        <TextInput {...text("owner")} description={t("measures.hint.owner")} maxLength={200} />
        <Textarea
          label={t("measures.description")}
          className={classes.wide}
          readOnly={readOnly}
          {...form.getInputProps("description")}
        />
      </div>
      <Title order={3}>{t("measures.where")}</Title>
      <div className={classes.fields}>
        <div className={classes.wide}>{box("wholeSite")}</div>
        <RecordsPicker
          label={t("measures.zones")}
          records={zones}
          value={values.zones}
          onChange={(v) => form.setFieldValue("zones", v)}
          readOnly={readOnly}
          error={error("zones")}
        />
        <RecordsPicker
          label={t("measures.conduits")}
          records={conduits}
          value={values.conduits}
          onChange={(v) => form.setFieldValue("conduits", v)}
          readOnly={readOnly}
          error={error("conduits")}
        />
        <RecordPicker
          label={t("measures.placedIn")}
          description={t("measures.hint.placedIn")}
          records={zones}
          value={values.placedIn}
          onChange={(v) => form.setFieldValue("placedIn", v ?? "")}
          readOnly={readOnly}
          error={error("placedIn")}
        />
        <div className={classes.boxes}>
          {box("hackable")}
          {box("protectiveFunction")}
          {error("protectiveFunction") && <span role="alert">{error("protectiveFunction")}</span>}
        </div>
      </div>
      <Dependencies form={form} readOnly={readOnly} />
      <Title order={3}>{t("measures.requirements")}</Title>
      <MultiSelect
        aria-label={t("measures.requirements")}
        description={t("measures.hint.requirements")}
        data={[
          ...requirements.map((r) => ({ value: r.id, label: `${r.id} ${r.title}` })),
          ...(values.requirements ?? []).filter((id) => !known.has(id)).map((id) => ({ value: id, label: id })),
        ]}
        value={values.requirements ?? []}
        onChange={(v) => form.setFieldValue("requirements", v)}
        readOnly={readOnly}
        searchable
        hidePickedOptions
        limit={60}
        nothingFoundMessage={t("noneFound")}
        error={error("requirements")}
      />
      <Title order={3}>{t("measures.costAndTest")}</Title>
      <div className={classes.fields}>
        {number("cost", t("measures.hint.cost"))}
        {number("effort", t("measures.hint.effort"))}
        <div className={classes.boxes}>
          {box("needsShutdown")}
          {error("needsShutdown") && <span role="alert">{error("needsShutdown")}</span>}
        </div>
        {number("shutdownHours")}
        {day("testedOn", t("measures.tested"))}
        {day("expires", t("measures.expires"))}
        <Textarea
          label={t("measures.evidence")}
          className={classes.wide}
          readOnly={readOnly}
          {...form.getInputProps("evidence")}
        />
      </div>
      <Conflicts form={form} readOnly={readOnly} />
    </>
  );
}
