import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Pencil, Trash2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import type { Written, Zone } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { facetsOf } from "../../parts/plant/queries";
import { formatNumber } from "../../parts/TimeAgo";
import classes from "./assets.module.css";
import { BulkDialog, type AssetSet } from "./BulkDialog";
import { choiceOf, type AssetFilter } from "./filter";
import { count as countOf, type Selection } from "./selection";

interface Props {
  site: string;
  filter: AssetFilter;
  selection: Selection;
  total: number;
  zones: Map<string, Zone>;
  dialog: "edit" | "delete" | undefined;
  onDialog: (dialog: "edit" | "delete" | undefined) => void;
  onSelectAll: () => void;
  onClear: () => void;
}

/** What can be done with the selected assets. */
export function Bulk(p: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const facets = useQuery(facetsOf(p.site)).data;
  const count = countOf(p.selection, p.total);
  const chosen = p.selection.all ? { all: choiceOf(p.filter) } : { ids: [...p.selection.ids] };
  const options = {
    touches: [keyOf(url`/sites/${p.site}`)],
    site: p.site,
    quiet: true,
    onSuccess: () => {
      p.onDialog(undefined);
      p.onClear();
    },
  };
  const bulk = url`/sites/${p.site}/assets/bulk`;
  const edit = useWrite((set: AssetSet) => send<Written>("POST", bulk, { ...chosen, set }), {
    ...options,
    said: (out) => t("assets.changed", { count: out.changed ?? count, n: formatNumber(out.changed ?? count) }),
  });
  const remove = useWrite(() => send<Written>("POST", bulk, { ...chosen, delete: true }), {
    ...options,
    said: (out) => t("assets.deleted", { count: out.changed ?? count, n: formatNumber(out.changed ?? count) }),
  });
  const close = () => {
    p.onDialog(undefined);
    edit.reset();
    remove.reset();
  };
  if (count === 0) return null;
  return (
    <>
      <div className={`${classes.bar} no-print`} role="region" aria-label={t("assets.selection")}>
        <Text size="sm" fw={600} role="status">
          {t("assets.selected", { count, n: formatNumber(count) })}
        </Text>
        <Button size="compact-sm" leftSection={<Pencil size={14} aria-hidden />} onClick={() => p.onDialog("edit")}>
          {t("assets.bulkEdit")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Trash2 size={14} aria-hidden />}
          onClick={() => p.onDialog("delete")}
        >
          {t("common:delete")}
        </Button>
        {!p.selection.all && p.total > p.selection.ids.size && (
          <Button size="compact-sm" variant="subtle" onClick={p.onSelectAll}>
            {t("assets.selectMatching", { count: p.total, n: formatNumber(p.total) })}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<X size={14} aria-hidden />}
          onClick={p.onClear}
        >
          {t("assets.clearSelection")}
        </Button>
      </div>
      {p.dialog === "edit" && (
        <BulkDialog
          count={count}
          zones={p.zones}
          facets={facets}
          busy={edit.isPending}
          error={edit.error}
          onApply={(set) => edit.mutate(set)}
          onClose={close}
        />
      )}
      <ConfirmDialog
        opened={p.dialog === "delete"}
        danger
        title={t("assets.deleteTitle", { count, n: formatNumber(count) })}
        text={t("assets.deleteText")}
        confirm={t("common:delete")}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined)}
        onClose={close}
      />
    </>
  );
}
