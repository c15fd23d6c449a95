import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keyOf, reading, send, url } from "../../api/api";
import type { Page, Ref } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../ConfirmDialog";
import { kindName } from "../words";
import type { Kind } from "./records";
import type { Head } from "./types";

interface Props {
  site: string;
  kind: Kind;
  record: Head;
  onDone?: () => void;
  onClose: () => void;
}

/** Asks before a record of the register is deleted, and names what stands in the way. */
export function DeleteRecord({ site, kind, record, onDone, onClose }: Props) {
  const { t } = useTranslation(["risklib", "common"]);
  const path = url`/sites/${site}/${kind.segment}/${record.id}`;
  const references = useQuery(reading<Page<Ref>>(`${path}/references`));
  const remove = useWrite(() => send("DELETE", path, undefined, record.version), {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    quiet: true,
    said: t("record.deleted", { kind: kindName(kind.name), key: record.key }),
    onSuccess: () => {
      onDone?.();
      onClose();
    },
  });
  const items = references.data?.items ?? [];
  return (
    <ConfirmDialog
      opened
      danger
      title={t("record.deleteTitle", { key: record.key, name: record.name })}
      text={items.length === 0 ? t("record.deleteText") : undefined}
      confirm={t("common:delete")}
      references={items}
      disabled={references.isPending || items.length > 0}
      busy={remove.isPending}
      error={remove.error ?? references.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    />
  );
}
