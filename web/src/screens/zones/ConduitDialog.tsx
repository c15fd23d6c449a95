import { Checkbox, Select, TagsInput, Textarea, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import type { Conduit, Zone } from "../../api/types";
import { useSave, useWrite } from "../../api/write";
import { showFields } from "../../parts/fields";
import { tidy } from "../../parts/plant/tidy";
import { fieldName } from "../../parts/words";
import { DevicePicker } from "./DevicePicker";
import { FlowRules } from "./FlowRules";
import { RecordDialog } from "./RecordDialog";
import classes from "./zones.module.css";

interface Props {
  site: string;
  /** The conduit to change; undefined to add one. */
  conduit?: Conduit;
  zones: Zone[];
  readOnly: boolean;
  onClose: () => void;
}

const flags = ["wireless", "external"] as const;

/** Adds or changes a conduit with its ends and the flows that it permits. */
export function ConduitDialog({ site, conduit, zones, readOnly, onClose }: Props) {
  const { t } = useTranslation("plant");
  const form = useForm({ initialValues: { ...blank, ...conduit } });
  const common = { touches: [keyOf(url`/sites/${site}`)], site, quiet: true, onSuccess: onClose };
  const add = useWrite((c: Conduit) => send<Conduit>("POST", url`/sites/${site}/conduits`, c), {
    ...common,
    said: (c) => t("zones.added", { key: c.key }),
  });
  const save = useSave<Conduit>((c) => url`/sites/${site}/conduits/${c.id}`, {
    ...common,
    said: (c) => t("zones.saved", { key: c.key }),
  });
  const write = conduit ? save : add;
  const submit = form.onSubmit((values) => {
    const { version, ...rest } = values;
    write.mutate({ ...tidy(rest), version }, { onError: (problem) => showFields(form, problem) });
  });
  const text = (field: string) => ({ label: fieldName(field), readOnly, ...form.getInputProps(field) });
  const ends = zones.map((z) => ({ value: z.id, label: `${z.key} ${z.name}` }));
  const values = form.getValues();
  const keyOfZone = (id: string) => zones.find((z) => z.id === id)?.key ?? "";

  return (
    <RecordDialog
      title={conduit ? t("zones.conduitTitle", { key: conduit.key }) : t("zones.addConduit")}
      adding={!conduit}
      readOnly={readOnly}
      dirty={form.isDirty()}
      busy={write.isPending}
      error={write.error}
      errors={form.errors}
      target={values.target}
      onTarget={(target) => form.setFieldValue("target", target)}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput {...text("key")} description={t("zones.keyHint")} required maxLength={64} data-autofocus />
        <TextInput {...text("name")} description={t("zones.nameHint")} required maxLength={200} />
        <Select
          {...text("from")}
          label={t("zones.firstEnd")}
          value={values.from || null}
          data={ends}
          searchable
          required
          allowDeselect={false}
        />
        <Select
          {...text("to")}
          label={t("zones.secondEnd")}
          value={values.to || null}
          data={ends.filter((e) => e.value !== values.from)}
          searchable
          required
          allowDeselect={false}
        />
        <TextInput {...text("medium")} placeholder={t("zones.mediumExample")} />
        <TextInput {...text("owner")} />
        <div className={classes.flags} role="group" aria-label={t("zones.flags")}>
          {flags.map((flag) => (
            <Checkbox
              key={flag}
              label={t(`mark.${flag}`)}
              disabled={readOnly}
              {...form.getInputProps(flag, { type: "checkbox" })}
            />
          ))}
        </div>
        <TagsInput {...text("controls")} description={t("zones.controlsHint")} className={classes.wide} />
        <div className={classes.wide}>
          <DevicePicker
            site={site}
            ends={[values.from, values.to].filter(Boolean)}
            value={values.devices ?? []}
            readOnly={readOnly}
            error={problemOf(form.errors, "devices")}
            onChange={(devices) => form.setFieldValue("devices", devices)}
          />
        </div>
      </div>
      <section aria-labelledby="flows-title">
        <Title order={3} id="flows-title" mb={4}>
          {fieldName("flows")}
        </Title>
        <FlowRules
          flows={values.flows ?? []}
          from={keyOfZone(values.from)}
          to={keyOfZone(values.to)}
          errors={form.errors}
          readOnly={readOnly}
          onChange={(flows) => form.setFieldValue("flows", flows)}
        />
      </section>
      <div className={classes.fields}>
        <Textarea
          label={fieldName("assumptions")}
          description={t("zones.onePerLine")}
          className={classes.wide}
          readOnly={readOnly}
          value={(values.assumptions ?? []).join("\n")}
          onChange={(e) => form.setFieldValue("assumptions", e.currentTarget.value.split("\n"))}
          error={form.errors.assumptions}
        />
        <Textarea {...text("description")} className={classes.wide} />
      </div>
    </RecordDialog>
  );
}

/** What is wrong with a list, or with one of its entries. */
function problemOf(errors: Record<string, ReactNode>, field: string): ReactNode {
  return errors[field] ?? Object.entries(errors).find(([name]) => name.startsWith(`${field}.`))?.[1];
}

const blank: Conduit = {
  id: "",
  key: "",
  name: "",
  from: "",
  to: "",
  flows: [],
  controls: [],
  devices: [],
  medium: "",
  wireless: false,
  external: false,
  owner: "",
  description: "",
  assumptions: [],
  target: undefined,
  version: 0,
};
