import { Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keyOf, Problem, url } from "../../api/api";
import { useSave } from "../../api/write";
import { conduitsOf, zonesOf } from "../../parts/plant/queries";
import { tidy } from "../../parts/plant/tidy";
import { FormDialog } from "../../parts/risk/FormDialog";
import { RecordPicker } from "../../parts/risk/RecordPicker";
import { accessDirections, accessKinds, type AccessPoint, type SystemRecord } from "../../parts/risk/scope";
import { riskOptions } from "../../parts/risk/words";
import { fieldName } from "../../parts/words";
import classes from "./scope.module.css";

interface Props {
  site: string;
  system: SystemRecord;
  /** The one to change; undefined to add one. */
  point: AccessPoint | undefined;
  /** What a new one begins with. */
  start: AccessPoint;
  copied: boolean;
  readOnly: boolean;
  onClose: () => void;
}

const blank = { direction: "", counterparty: "", owner: "", zone: "", conduit: "", controls: [], note: "" };

/** Adds or changes one access point of a system. */
export function AccessPointForm({ site, system, point, start, copied, readOnly, onClose }: Props) {
  const { t } = useTranslation("criteria");
  const form = useForm<AccessPoint>({ initialValues: { ...blank, ...(point ?? start) } });
  const zones = useQuery(zonesOf(site));
  const conduits = useQuery(conduitsOf(site));
  const points = system.accessPoints ?? [];
  const at = point ? points.findIndex((p) => p.key === point.key) : points.length;
  const save = useSave<SystemRecord>((s) => url`/sites/${site}/systems/${s.id}`, {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    quiet: true,
    said: t(point ? "access.saved" : "access.added", { key: form.values.key }),
    onSuccess: onClose,
  });
  const submit = form.onSubmit((values) => {
    const one = { ...tidy(values), key: values.key.trim(), name: values.name.trim(), kind: values.kind };
    const accessPoints = point ? points.map((p, i) => (i === at ? one : p)) : [...points, one];
    save.mutate(
      { ...system, accessPoints },
      { onError: (problem) => problem instanceof Problem && form.setErrors(ofOne(problem, `accessPoints.${at}.`)) },
    );
  });
  const field = (name: string) => ({ label: fieldName(name), readOnly, ...form.getInputProps(name) });
  const choice = (name: "zone" | "conduit") => ({
    label: fieldName(name),
    readOnly,
    value: form.values[name],
    onChange: (id: string | undefined) => form.setFieldValue(name, id ?? ""),
    error: form.errors[name] as string | undefined,
  });
  const said = save.error instanceof Problem ? Object.keys(save.error.fields) : [];
  const shown = said.length > 0 && said.every((path) => path.startsWith(`accessPoints.${at}.`));
  return (
    <FormDialog
      title={point ? t("access.editTitle", { key: point.key }) : t("access.add")}
      form={form}
      busy={save.isPending}
      error={shown ? undefined : save.error}
      readOnly={readOnly}
      untouched={copied}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput {...field("name")} description={t("access.nameHint")} required maxLength={200} data-autofocus />
        <TextInput {...field("key")} description={t("access.keyHint")} required maxLength={64} />
        <Select
          {...field("kind")}
          data={riskOptions("accessKind", accessKinds)}
          allowDeselect={false}
          description={t("access.kindHint")}
          required
        />
        <Select
          {...field("direction")}
          value={form.values.direction || null}
          onChange={(v) => form.setFieldValue("direction", v ?? "")}
          data={riskOptions("accessDirection", accessDirections)}
          description={t("access.directionHint")}
          clearable={!readOnly}
        />
        <TextInput {...field("counterparty")} description={t("access.counterpartyHint")} maxLength={200} />
        <TextInput {...field("owner")} description={t("access.ownerHint")} maxLength={200} />
        <RecordPicker {...choice("zone")} records={zones.data} description={t("access.zoneHint")} />
        <RecordPicker {...choice("conduit")} records={conduits.data} description={t("access.conduitHint")} />
        <TagsInput
          {...field("controls")}
          description={t("access.controlsHint")}
          className={classes.whole}
          splitChars={[";"]}
          acceptValueOnBlur
        />
        <Textarea {...field("note")} className={classes.whole} />
      </div>
    </FormDialog>
  );
}

/** The problems of one access point by its own fields. */
function ofOne(problem: Problem, at: string): Record<string, string> {
  const own = Object.entries(problem.fields).filter(([path]) => path.startsWith(at));
  return Object.fromEntries(own.map(([path, text]) => [path.slice(at.length).split(".")[0] ?? "", text]));
}
