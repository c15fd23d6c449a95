import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reading, send, url } from "../../api/api";
import type { Page, Ref } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../ConfirmDialog";
import { kindName } from "../words";
import type { LibraryKind } from "./records";
import { supplyTouches, type LibraryHead } from "./supply";

interface Props {
  kind: LibraryKind;
  record: LibraryHead;
  onDone?: () => void;
  onClose: () => void;
}

/** Asks before a record of the library is deleted, and names what stands in the way. */
export function DeleteLibraryRecord({ kind, record, onDone, onClose }: Props) {
  const { t } = useTranslation(["library", "common"]);
  const path = url`/${kind.segment}/${record.id}`;
  const references = useQuery(reading<Page<Ref>>(`${path}/references`));
  const remove = useWrite(() => send("DELETE", path, undefined, record.version), {
    touches: supplyTouches,
    site: "",
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
