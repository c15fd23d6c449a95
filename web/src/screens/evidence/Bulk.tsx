import { Autocomplete, Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { Link2, Pencil, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send } from "../../api/api";
import type { Written } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { grades, sectionName, sections, type Evidence } from "../../parts/library/evidence";
import { libOptions } from "../../parts/library/words";
import classes from "./evidence.module.css";
import { LinkDialog } from "./LinkDialog";

interface Props {
  site: string;
  selected: Evidence[];
  mayEdit: boolean;
  mayLink: boolean;
  onClear: () => void;
}

/** What can be done with the selected evidence. */
export function Bulk({ site, selected, mayEdit, mayLink, onClear }: Props) {
  const { t } = useTranslation("evidence");
  const [open, setOpen] = useState<"set" | "link">();
  const count = selected.length;
  if (count === 0) return null;
  // One act changes records of one site, or those that all sites share.
  const mixed = new Set(selected.map((e) => e.site ?? "")).size > 1;
  return (
    <>
      <div className={`${classes.bar} no-print`} role="region" aria-label={t("bulk.bar")}>
        <Text size="sm" fw={600} role="status">
          {t("bulk.selected", { count })}
        </Text>
        {mayEdit && (
          <Button
            size="compact-sm"
            leftSection={<Pencil size={14} aria-hidden />}
            disabled={mixed}
            title={mixed ? t("bulk.mixed") : undefined}
            onClick={() => setOpen("set")}
          >
            {t("bulk.set")}
          </Button>
        )}
        {mayLink && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<Link2 size={14} aria-hidden />}
            onClick={() => setOpen("link")}
          >
            {t("bulk.link")}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<X size={14} aria-hidden />}
          onClick={onClear}
        >
          {t("bulk.clear")}
        </Button>
        {mixed && mayEdit && (
          <Text size="xs" c="dimmed">
            {t("bulk.mixed")}
          </Text>
        )}
      </div>
      {open === "set" && (
        <SetDialog
          evidence={selected}
          onDone={() => {
            setOpen(undefined);
            onClear();
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === "link" && <LinkDialog site={site} evidence={selected} onClose={() => setOpen(undefined)} />}
    </>
  );
}

type Field = "expires" | "effective" | "confidentiality" | "section" | "collectedBy";

interface DialogProps {
  evidence: Evidence[];
  onDone: () => void;
  onClose: () => void;
}

function SetDialog({ evidence, onDone, onClose }: DialogProps) {
  const { t } = useTranslation(["evidence", "common"]);
  const count = evidence.length;
  const [set, setSet] = useState<Partial<Record<Field, string>>>({});
  const fill = (field: Field, value: string | undefined) => setSet((old) => ({ ...old, [field]: value }));
  const save = useWrite(() => send<Written>("POST", "/evidence/set", { ids: evidence.map((e) => e.id), set }), {
    touches: [keyOf("/evidence"), keyOf("/sites")],
    site: evidence[0]?.site ?? "",
    quiet: true,
    said: t("bulk.done", { count }),
    onSuccess: onDone,
  });
  const row = (field: Field, begin: string, input: ReactNode) => (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Checkbox
        mt={30}
        aria-label={t("bulk.change", { field: t(`form.${field}`) })}
        checked={set[field] !== undefined}
        onChange={(e) => fill(field, e.currentTarget.checked ? begin : undefined)}
      />
      <div style={{ flex: 1 }}>{input}</div>
    </Group>
  );
  const day = (field: "expires" | "effective") =>
    row(
      field,
      "",
      <TextInput
        type="date"
        label={t(`form.${field}`)}
        description={t("bulk.dayHint")}
        value={set[field] ?? ""}
        onChange={(e) => fill(field, e.currentTarget.value)}
      />,
    );
  return (
    <Modal opened onClose={onClose} size="lg" title={t("bulk.title", { count })}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          save.mutate(undefined);
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t("bulk.text")}
          </Text>
          {day("expires")}
          {day("effective")}
          {row(
            "confidentiality",
            "internal",
            <Select
              label={t("form.confidentiality")}
              data={libOptions("grade", grades)}
              value={set.confidentiality ?? null}
              onChange={(v) => fill("confidentiality", v ?? undefined)}
            />,
          )}
          {row(
            "section",
            "",
            <Autocomplete
              label={t("form.section")}
              data={sections.map(sectionName)}
              value={sectionName(set.section ?? "")}
              onChange={(v) => fill("section", sections.find((s) => sectionName(s) === v) ?? v)}
            />,
          )}
          {row(
            "collectedBy",
            "",
            <TextInput
              label={t("form.collectedBy")}
              maxLength={200}
              value={set.collectedBy ?? ""}
              onChange={(e) => fill("collectedBy", e.currentTarget.value)}
            />,
          )}
          <ErrorPanel error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" disabled={Object.values(set).every((v) => v === undefined)} loading={save.isPending}>
              {t("bulk.apply", { count })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
