import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, reading, send, url } from "../../api/api";
import type { Page, Ref, SubjectKind } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../ConfirmDialog";

interface Props {
  site: string;
  kind: SubjectKind;
  record: { id: string; key: string; name: string; version: number };
  onDone: (out: unknown) => void;
  onClose: () => void;
}

/** Asks before a zone or conduit is deleted, names what refers to it, and what becomes of that. */
export function DeleteSubject({ site, kind, record, onDone, onClose }: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const path = kind === "zone" ? url`/sites/${site}/zones/${record.id}` : url`/sites/${site}/conduits/${record.id}`;
  const references = useQuery(reading<Page<Ref>>(`${path}/references`));
  const [cascade, setCascade] = useState(false);
  const remove = useWrite(() => send("DELETE", cascade ? `${path}?cascade=true` : path, undefined, record.version), {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    quiet: true,
    said: t("zones.deleted", { key: record.key }),
    onSuccess: onDone,
  });
  const items = references.data?.items ?? [];
  return (
    <ConfirmDialog
      opened
      danger
      title={t("zones.deleteTitle", { key: record.key, name: record.name })}
      text={items.length === 0 ? t("zones.deleteText") : undefined}
      confirm={t("common:delete")}
      references={items}
      disabled={references.isPending || (items.length > 0 && !cascade)}
      busy={remove.isPending}
      error={remove.error ?? references.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      {items.length > 0 && (
        <Checkbox
          label={t(`zones.cascade.${kind}`)}
          checked={cascade}
          onChange={(e) => setCascade(e.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  );
}
