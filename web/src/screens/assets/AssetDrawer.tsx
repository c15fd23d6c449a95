import { Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { History, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, queries, reading, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import type { Asset, Page, Ref, Zone } from "../../api/types";
import { useSave, useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { showFields } from "../../parts/fields";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { LinkButton } from "../../parts/plant/link";
import { facetsOf } from "../../parts/plant/queries";
import { tidy } from "../../parts/plant/tidy";
import classes from "./assets.module.css";
import { AssetForm, type AssetFormValues } from "./AssetForm";
import { ComponentCard } from "./ComponentCard";

interface Props {
  site: string;
  /** The id of an asset, or "new". */
  asset: string;
  zones: Map<string, Zone>;
  onClose: () => void;
  onShow: (id: string) => void;
}

/** One asset with all its fields, to read and, where allowed, to change. */
export function AssetDrawer({ site, asset, zones, onClose, onShow }: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const adding = asset === "new";
  const record = useQuery({ ...reading<Asset>(url`/sites/${site}/assets/${asset}`), enabled: !adding });
  const shown = adding ? blank : record.data;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      closeButtonProps={{ "aria-label": t("common:close") }}
      title={
        adding ? (
          t("assets.add")
        ) : (
          <>
            <Key>{record.data?.key}</Key> {record.data?.name}
          </>
        )
      }
    >
      {record.isError && <ErrorPanel error={record.error} onRetry={() => void record.refetch()} />}
      {!shown && !record.isError && <LoadingRows rows={10} />}
      {shown && !adding && <ComponentCard site={site} asset={shown} />}
      {shown && (
        <Fields
          key={shown.id + shown.version}
          site={site}
          asset={shown}
          zones={zones}
          onClose={onClose}
          onShow={onShow}
        />
      )}
    </Drawer>
  );
}

const blank: Asset = { id: "", key: "", type: "embedded-device", version: 0 };

function Fields({ site, asset, zones, onClose, onShow }: Omit<Props, "asset"> & { asset: Asset }) {
  const { t } = useTranslation(["plant", "common"]);
  const can = useCan();
  const readOnly = !can("asset.edit", site);
  const facets = useQuery(facetsOf(site)).data;
  const [deleting, setDeleting] = useState(false);
  const adding = asset.id === "";
  const form = useForm<AssetFormValues>({ mode: "controlled", initialValues: { ...filled, ...asset } });
  const touches = [keyOf(url`/sites/${site}`)];
  const add = useWrite((a: Asset) => send<Asset>("POST", url`/sites/${site}/assets`, a), {
    touches,
    site,
    quiet: true,
    said: (a) => t("assets.added", { key: a.key }),
    onSuccess: (a) => onShow(a.id),
  });
  const save = useSave<Asset>((a) => url`/sites/${site}/assets/${a.id}`, {
    touches,
    site,
    quiet: true,
    said: (a) => t("assets.saved", { key: a.key }),
    onSuccess: (a) => queries.setQueryData(reading<Asset>(url`/sites/${site}/assets/${a.id}`).queryKey, a),
  });
  const write = adding ? add : save;
  const submit = form.onSubmit((values) => {
    const { version, ...rest } = values;
    write.mutate({ ...tidy(rest), version }, { onError: (problem) => showFields(form, problem) });
  });
  return (
    <form onSubmit={submit} aria-label={adding ? t("assets.add") : asset.key}>
      <Stack gap="sm" className={classes.drawerBar}>
        <ErrorPanel error={write.error} />
        <Group justify="space-between">
          <Group gap="xs">
            {!adding && can("history.read", site) && (
              <LinkButton
                variant="default"
                size="sm"
                to="/sites/$site/history"
                params={{ site }}
                search={{ record: "asset", id: asset.id }}
                leftSection={<History size={16} aria-hidden />}
              >
                {t("assets.history")}
              </LinkButton>
            )}
            {!adding && !readOnly && (
              <Button
                variant="default"
                leftSection={<Trash2 size={16} aria-hidden />}
                onClick={() => setDeleting(true)}
              >
                {t("common:delete")}
              </Button>
            )}
          </Group>
          <Group gap="xs">
            {form.isDirty() && !adding && (
              <Text size="sm" c="dimmed">
                {t("assets.unsaved")}
              </Text>
            )}
            <Button variant="default" onClick={onClose}>
              {readOnly ? t("common:close") : t("common:cancel")}
            </Button>
            {!readOnly && (
              <Button type="submit" loading={write.isPending} disabled={!adding && !form.isDirty()}>
                {adding ? t("assets.add") : t("common:save")}
              </Button>
            )}
          </Group>
        </Group>
      </Stack>
      <AssetForm form={form} zones={zones} facets={facets} sources={asset.sources ?? {}} readOnly={readOnly} />
      {deleting && <DeleteAsset site={site} asset={asset} onDone={onClose} onClose={() => setDeleting(false)} />}
    </form>
  );
}

/** Every input has a value from the start, so that none changes from free to bound. */
const filled: Partial<AssetFormValues> = {
  name: "",
  role: "",
  zone: "",
  vendor: "",
  model: "",
  orderNumber: "",
  firmware: "",
  serial: "",
  owner: "",
  location: "",
  installed: "",
  supportEnds: "",
  retired: "",
  description: "",
  tags: [],
  addresses: [],
  modules: [],
  criticality: 0,
};

interface DeleteProps {
  site: string;
  asset: Asset;
  onDone: () => void;
  onClose: () => void;
}

function DeleteAsset({ site, asset, onDone, onClose }: DeleteProps) {
  const { t } = useTranslation(["plant", "common"]);
  const path = url`/sites/${site}/assets/${asset.id}`;
  const references = useQuery(reading<Page<Ref>>(`${path}/references`));
  const remove = useWrite(() => send("DELETE", path, undefined, asset.version), {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    quiet: true,
    said: t("assets.deletedOne", { key: asset.key }),
    onSuccess: onDone,
  });
  return (
    <ConfirmDialog
      opened
      danger
      title={t("assets.deleteOne", { key: asset.key })}
      text={t("assets.deleteText")}
      confirm={t("common:delete")}
      references={references.data?.items}
      disabled={references.isPending}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    />
  );
}
