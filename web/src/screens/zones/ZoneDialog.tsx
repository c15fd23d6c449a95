import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import type { Zone } from "../../api/types";
import { useSave, useWrite } from "../../api/write";
import { showFields } from "../../parts/fields";
import { purdueLevels, zoneKinds } from "../../parts/plant/types";
import { tidy } from "../../parts/plant/tidy";
import { options } from "../../parts/plant/words";
import { fieldName } from "../../parts/words";
import { RecordDialog } from "./RecordDialog";
import classes from "./zones.module.css";

interface Props {
  site: string;
  /** The zone to change; undefined to add one. */
  zone?: Zone;
  zones: Zone[];
  readOnly: boolean;
  onClose: () => void;
}

const flags = ["safety", "wireless", "transient", "external"] as const;

/** Adds or changes a zone. */
export function ZoneDialog({ site, zone, zones, readOnly, onClose }: Props) {
  const { t } = useTranslation("plant");
  const form = useForm({ initialValues: { ...blank, ...zone } });
  const common = { touches: [keyOf(url`/sites/${site}`)], site, quiet: true, onSuccess: onClose };
  const add = useWrite((z: Zone) => send<Zone>("POST", url`/sites/${site}/zones`, z), {
    ...common,
    said: (z) => t("zones.added", { key: z.key }),
  });
  const save = useSave<Zone>((z) => url`/sites/${site}/zones/${z.id}`, {
    ...common,
    said: (z) => t("zones.saved", { key: z.key }),
  });
  const write = zone ? save : add;
  const submit = form.onSubmit((values) => {
    const { version, ...rest } = values;
    write.mutate({ ...tidy(rest), version }, { onError: (problem) => showFields(form, problem) });
  });
  const text = (field: string) => ({ label: fieldName(field), readOnly, ...form.getInputProps(field) });
  const { value: parent, ...parentRest } = form.getInputProps("parent");
  const { value: purdue, ...purdueRest } = form.getInputProps("purdue");

  return (
    <RecordDialog
      title={zone ? t("zones.zoneTitle", { key: zone.key }) : t("zones.addZone")}
      adding={!zone}
      readOnly={readOnly}
      dirty={form.isDirty()}
      busy={write.isPending}
      error={write.error}
      errors={form.errors}
      target={form.getValues().target}
      onTarget={(target) => form.setFieldValue("target", target)}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <TextInput {...text("key")} description={t("zones.keyHint")} required maxLength={64} data-autofocus />
        <TextInput {...text("name")} description={t("zones.nameHint")} required maxLength={200} />
        <Select {...text("kind")} data={options("zoneKind", zoneKinds)} allowDeselect={false} required />
        <Select
          label={fieldName("parent")}
          readOnly={readOnly}
          {...parentRest}
          value={(parent as string) || null}
          data={zones.filter((z) => z.id !== zone?.id).map((z) => ({ value: z.id, label: `${z.key} ${z.name}` }))}
          placeholder={t("zones.noParent")}
          searchable
          clearable={!readOnly}
        />
        <Select
          label={fieldName("purdue")}
          readOnly={readOnly}
          {...purdueRest}
          value={(purdue as string) || null}
          data={purdueLevels}
          clearable={!readOnly}
        />
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
        <Textarea {...text("logicalBoundary")} description={t("zones.logicalHint")} />
        <Textarea {...text("physicalBoundary")} description={t("zones.physicalHint")} />
        <Textarea
          label={fieldName("assumptions")}
          description={t("zones.onePerLine")}
          className={classes.wide}
          readOnly={readOnly}
          value={(form.getValues().assumptions ?? []).join("\n")}
          onChange={(e) => form.setFieldValue("assumptions", e.currentTarget.value.split("\n"))}
          error={form.errors.assumptions}
        />
        <Textarea {...text("description")} className={classes.wide} />
      </div>
    </RecordDialog>
  );
}

const blank: Zone = {
  id: "",
  key: "",
  name: "",
  kind: "control",
  parent: "",
  purdue: "",
  safety: false,
  wireless: false,
  transient: false,
  external: false,
  logicalBoundary: "",
  physicalBoundary: "",
  owner: "",
  description: "",
  assumptions: [],
  target: undefined,
  version: 0,
};
