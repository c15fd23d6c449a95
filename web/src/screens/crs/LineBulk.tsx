import { Button, Checkbox, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { Pencil, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import type { Written } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { formatNumber } from "../../parts/TimeAgo";
import { count as countOf, type Selection } from "../assets/selection";
import { crsPath, verifications, written, type LineFilter } from "./crs";
import classes from "./crs.module.css";

interface Props {
  site: string;
  specification: string | undefined;
  selection: Selection;
  filter: LineFilter;
  total: number;
  writing: boolean;
  onWrite: (writing: boolean) => void;
  onSelectAll: () => void;
  onClear: () => void;
}

/** What can be done with the selected requirements. */
export function LineBulk(p: Props) {
  const { t } = useTranslation("crs");
  const count = countOf(p.selection, p.total);
  if (count === 0) return null;
  return (
    <>
      <div className={`${classes.bar} no-print`} role="region" aria-label={t("bulk.bar")}>
        <Text size="sm" fw={600} role="status">
          {t("bulk.selected", { count, n: formatNumber(count) })}
        </Text>
        <Button size="compact-sm" leftSection={<Pencil size={14} aria-hidden />} onClick={() => p.onWrite(true)}>
          {t("bulk.write")}
        </Button>
        {!p.selection.all && count < p.total && (
          <Button size="compact-sm" variant="default" onClick={p.onSelectAll}>
            {t("bulk.all", { n: formatNumber(p.total) })}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<X size={14} aria-hidden />}
          onClick={p.onClear}
        >
          {t("bulk.clear")}
        </Button>
      </div>
      {p.writing && <BulkDialog {...p} count={count} />}
    </>
  );
}

const keep = "keep";

function BulkDialog({ site, specification, selection, filter, count, onWrite, onClear }: Props & { count: number }) {
  const { t } = useTranslation(["crs", "common"]);
  const [verification, setVerification] = useState<string>(keep);
  const [hold, setHold] = useState<string>(keep);
  const [noted, setNoted] = useState(false);
  const [note, setNote] = useState("");
  const [computed, setComputed] = useState(false);
  const set = computed
    ? { asComputed: true }
    : {
        ...(verification !== keep && { verification }),
        ...(hold !== keep && { holdPoint: hold === "yes" }),
        ...(noted && { note: note.trim() }),
      };
  const which = selection.all ? { all: written(filter) } : { ids: [...selection.ids] };
  const write = useWrite(() => send<Written>("POST", `${crsPath(site)}/lines`, { specification, ...which, set }), {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    quiet: true,
    said: (out) =>
      out.changed ? t("bulk.done", { count: out.changed, n: formatNumber(out.changed) }) : t("bulk.nothing"),
    onSuccess: () => {
      onWrite(false);
      onClear();
    },
  });
  return (
    <Modal opened onClose={() => onWrite(false)} size="lg" title={t("bulk.title", { count, n: formatNumber(count) })}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          write.mutate(undefined);
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t("bulk.text")}
          </Text>
          <Select
            label={t("line.verification")}
            allowDeselect={false}
            disabled={computed}
            data={[
              { value: keep, label: t("bulk.keep") },
              ...verifications.map((value) => ({ value: value as string, label: t(`verification.${value}`) })),
            ]}
            value={verification}
            onChange={(value) => setVerification(value ?? keep)}
          />
          <Select
            label={t("line.hold")}
            description={t("line.holdHint")}
            allowDeselect={false}
            disabled={computed}
            data={[
              { value: keep, label: t("bulk.keep") },
              { value: "yes", label: t("bulk.holdYes") },
              { value: "no", label: t("bulk.holdNo") },
            ]}
            value={hold}
            onChange={(value) => setHold(value ?? keep)}
          />
          <Checkbox
            label={t("bulk.setNote")}
            disabled={computed}
            checked={noted}
            onChange={(e) => setNoted(e.currentTarget.checked)}
          />
          {noted && !computed && (
            <Textarea
              label={t("line.note")}
              maxLength={4000}
              autosize
              value={note}
              onChange={(e) => setNote(e.currentTarget.value)}
            />
          )}
          <Checkbox
            label={t("bulk.computed")}
            description={t("bulk.computedHint")}
            checked={computed}
            onChange={(e) => setComputed(e.currentTarget.checked)}
          />
          <ErrorPanel error={write.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onWrite(false)}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={write.isPending} disabled={Object.keys(set).length === 0}>
              {t("bulk.apply", { count, n: formatNumber(count) })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
