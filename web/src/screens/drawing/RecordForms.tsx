import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, Conduit, Zone } from "../../api/types";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { showFields } from "../../parts/fields";
import { zoneKinds, type Drawing, type Place } from "../../parts/plant/types";
import { options } from "../../parts/plant/words";
import { fieldName } from "../../parts/words";
import type { Editing } from "./editing";
import { nextKey } from "./geometry";
import { withInner } from "./nodes";

/** What the drawing asks for: only what it shows. The register has the rest. */
export type Asked =
  | { what: "zone"; zone?: Zone; place?: Place; parent?: string }
  | { what: "conduit"; conduit?: Conduit; from?: string; to?: string }
  | { what: "asset"; asset: Asset };

interface Props<What extends Asked["what"]> {
  asked: Extract<Asked, { what: What }>;
  drawing: Drawing;
  editing: Editing;
  onDone: (id?: string) => void;
}

function Form(p: {
  title: string;
  busy: boolean;
  error: unknown;
  onSubmit: (e?: FormEvent<HTMLFormElement>) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation("common");
  return (
    <Modal opened onClose={p.onClose} title={p.title} closeButtonProps={{ "aria-label": t("close") }}>
      <form onSubmit={p.onSubmit}>
        <Stack>
          {p.children}
          <ErrorPanel error={p.error} withoutFields />
          <Group justify="flex-end">
            <Button variant="default" onClick={p.onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={p.busy}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Adds a zone where it was drawn, or changes what the drawing shows of one. */
export function ZoneForm({ asked, drawing, editing, onDone }: Props<"zone">) {
  const { t } = useTranslation(["plant", "drawing"]);
  const { zone } = asked;
  const form = useForm({
    initialValues: {
      key:
        zone?.key ??
        nextKey(
          "Z",
          drawing.nodes.map((n) => n.key),
        ),
      name: zone?.name ?? "",
      kind: zone?.kind ?? "control",
      parent: zone ? (zone.parent ?? "") : (asked.parent ?? ""),
    },
  });
  const write = zone ? editing.saveZone : editing.addZone;
  const submit = form.onSubmit((values) => {
    const failed = { onError: (problem: unknown) => showFields(form, problem) };
    const done = { onSuccess: (z: Zone) => onDone(z.id), ...failed };
    if (zone) editing.saveZone.mutate({ ...zone, ...values }, done);
    else editing.addZone.mutate({ ...values, ...(asked.place ? { place: asked.place } : {}) }, done);
  });
  const inner = new Set(zone ? withInner(drawing, zone.id) : []);
  const { value: parent, ...parentRest } = form.getInputProps("parent");
  return (
    <Form
      title={zone ? t("zones.zoneTitle", { key: zone.key }) : t("zones.addZone")}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={() => onDone()}
    >
      <TextInput
        label={fieldName("key")}
        description={t("zones.keyHint")}
        required
        maxLength={64}
        {...form.getInputProps("key")}
      />
      <TextInput
        label={fieldName("name")}
        description={t("zones.nameHint")}
        required
        maxLength={200}
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Select
        label={fieldName("kind")}
        data={options("zoneKind", zoneKinds)}
        allowDeselect={false}
        required
        {...form.getInputProps("kind")}
      />
      <Select
        label={fieldName("parent")}
        {...parentRest}
        value={(parent as string) || null}
        onChange={(v) => form.setFieldValue("parent", v ?? "")}
        data={drawing.nodes.filter((n) => !inner.has(n.id)).map((n) => ({ value: n.id, label: `${n.key} ${n.name}` }))}
        placeholder={t("zones.noParent")}
        searchable
        clearable
      />
    </Form>
  );
}

/** Adds a conduit between two zones, or changes its name and ends. */
export function ConduitForm({ asked, drawing, editing, onDone }: Props<"conduit">) {
  const { t } = useTranslation(["plant", "drawing"]);
  const { conduit } = asked;
  const key = (id?: string) => drawing.nodes.find((n) => n.id === id)?.key ?? "";
  const form = useForm({
    initialValues: {
      key:
        conduit?.key ??
        nextKey(
          "C",
          drawing.edges.map((e) => e.key),
        ),
      name: conduit?.name ?? (asked.from && asked.to ? `${key(asked.from)} – ${key(asked.to)}` : ""),
      from: conduit?.from ?? asked.from ?? "",
      to: conduit?.to ?? asked.to ?? "",
    },
  });
  const write = conduit ? editing.saveConduit : editing.addConduit;
  const submit = form.onSubmit((values) => {
    const failed = { onError: (problem: unknown) => showFields(form, problem) };
    const done = { onSuccess: (c: Conduit) => onDone(c.id), ...failed };
    if (conduit) editing.saveConduit.mutate({ ...conduit, ...values }, done);
    else editing.addConduit.mutate(values, done);
  });
  const ends = drawing.nodes.map((n) => ({ value: n.id, label: `${n.key} ${n.name}` }));
  const values = form.getValues();
  const end = (field: "from" | "to") => {
    const { value, ...rest } = form.getInputProps(field);
    return {
      ...rest,
      value: (value as string) || null,
      onChange: (v: string | null) => form.setFieldValue(field, v ?? ""),
    };
  };
  return (
    <Form
      title={conduit ? t("zones.conduitTitle", { key: conduit.key }) : t("zones.addConduit")}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={() => onDone()}
    >
      <TextInput
        label={fieldName("key")}
        description={t("zones.keyHint")}
        required
        maxLength={64}
        {...form.getInputProps("key")}
      />
      <TextInput
        label={fieldName("name")}
        description={t("zones.nameHint")}
        required
        maxLength={200}
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Select label={t("zones.firstEnd")} {...end("from")} data={ends} searchable required allowDeselect={false} />
      <Select
        label={t("zones.secondEnd")}
        {...end("to")}
        data={ends.filter((e) => e.value !== values.from)}
        searchable
        required
        allowDeselect={false}
      />
    </Form>
  );
}

/** Asks into which zone an asset goes. */
export function AssetForm({ asked, drawing, editing, onDone }: Props<"asset">) {
  const { t } = useTranslation(["drawing", "plant"]);
  const { asset } = asked;
  const form = useForm({ initialValues: { zone: asset.zone ?? "" } });
  const { value, ...rest } = form.getInputProps("zone");
  const submit = form.onSubmit(({ zone }) =>
    editing.moveAsset.mutate({ ...asset, zone: zone || undefined }, { onSuccess: () => onDone() }),
  );
  return (
    <Form
      title={t("drawing:moveAsset", { asset: [asset.key, asset.name].filter(Boolean).join(" ") })}
      busy={editing.moveAsset.isPending}
      error={editing.moveAsset.error}
      onSubmit={submit}
      onClose={() => onDone()}
    >
      <Select
        label={fieldName("zone")}
        {...rest}
        value={(value as string) || null}
        onChange={(v) => form.setFieldValue("zone", v ?? "")}
        data={drawing.nodes.map((n) => ({ value: n.id, label: `${n.key} ${n.name}` }))}
        placeholder={t("drawing:noZone")}
        searchable
        clearable
        data-autofocus
      />
    </Form>
  );
}
