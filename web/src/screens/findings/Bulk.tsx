import { Button, Checkbox, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { Pencil, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import type { Written } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { formatNumber } from "../../parts/TimeAgo";
import classes from "./findings.module.css";

const most = 1000;

/** What is decided about: findings of the rules, or X-rays. Both take the same decisions. */
export type Decided = "findings" | "xrays";

interface Props {
  of?: Decided;
  site: string;
  selected: ReadonlySet<string>;
  deciding: boolean;
  onDecide: (deciding: boolean) => void;
  onClear: () => void;
}

/** What can be decided about what is selected. */
export function Bulk({ of = "findings", site, selected, deciding, onDecide, onClear }: Props) {
  const { t } = useTranslation(["findings", "xrays"]);
  const xray = of === "xrays";
  const count = selected.size;
  if (count === 0) return null;
  return (
    <>
      <div
        className={`${classes.bar} no-print`}
        role="region"
        aria-label={t(xray ? "xrays:bulk.bar" : "findings:bulk.bar")}
      >
        <Text size="sm" fw={600} role="status">
          {t("bulk.selected", { count, n: formatNumber(count) })}
        </Text>
        <Button size="compact-sm" leftSection={<Pencil size={14} aria-hidden />} onClick={() => onDecide(true)}>
          {t("bulk.decide")}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<X size={14} aria-hidden />}
          onClick={onClear}
        >
          {t("bulk.clear")}
        </Button>
      </div>
      {deciding && (
        <BulkDialog
          of={of}
          site={site}
          findings={[...selected]}
          onDone={() => {
            onDecide(false);
            onClear();
          }}
          onClose={() => onDecide(false)}
        />
      )}
    </>
  );
}

interface FindingSet {
  owner?: string;
  due?: string;
  note?: string;
}

interface DialogProps {
  of: Decided;
  site: string;
  findings: string[];
  onDone: () => void;
  onClose: () => void;
}

function BulkDialog({ of, site, findings, onDone, onClose }: DialogProps) {
  const { t } = useTranslation(["findings", "xrays", "common"]);
  const xray = of === "xrays";
  const count = findings.length;
  const [set, setSet] = useState<FindingSet>({});
  const [what, setWhat] = useState<"keep" | "accept" | "reopen">("keep");
  const [accepted, setAccepted] = useState({ justification: "", until: "" });
  const fill = (field: keyof FindingSet, value: string | undefined) => setSet((old) => ({ ...old, [field]: value }));
  const decide = useWrite(
    (body: unknown) => send<Written>("POST", url`/sites/${site}/${of}/bulk`, { [of]: findings, set: body }),
    {
      touches: [keyOf(url`/sites/${site}`)],
      site,
      quiet: true,
      said: (out) =>
        t(xray ? "xrays:bulk.done" : "findings:bulk.done", {
          count: out.changed ?? count,
          n: formatNumber(out.changed ?? count),
        }),
      onSuccess: onDone,
    },
  );
  const nothing = what === "keep" && Object.values(set).every((v) => v === undefined);
  const row = (field: keyof FindingSet, input: ReactNode) => (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Checkbox
        mt={30}
        aria-label={t("bulk.change", { field: t(`bulk.${field}`) })}
        checked={set[field] !== undefined}
        onChange={(e) => fill(field, e.currentTarget.checked ? "" : undefined)}
      />
      <div style={{ flex: 1 }}>{input}</div>
    </Group>
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(xray ? "xrays:bulk.title" : "findings:bulk.title", { count, n: formatNumber(count) })}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <form
        onSubmit={(e) => {
          e.preventDefault();
          decide.mutate({ ...set, ...(what === "accept" && { accepted }), ...(what === "reopen" && { reopen: true }) });
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t("bulk.text")}
          </Text>
          {row(
            "owner",
            <TextInput
              label={t("bulk.owner")}
              maxLength={200}
              value={set.owner ?? ""}
              onChange={(e) => fill("owner", e.currentTarget.value)}
            />,
          )}
          {row(
            "due",
            <TextInput
              type="date"
              label={t("bulk.due")}
              value={set.due ?? ""}
              onChange={(e) => fill("due", e.currentTarget.value)}
            />,
          )}
          {row(
            "note",
            <Textarea
              label={t("bulk.note")}
              maxLength={4000}
              value={set.note ?? ""}
              onChange={(e) => fill("note", e.currentTarget.value)}
            />,
          )}
          <Select
            label={t("bulk.what")}
            allowDeselect={false}
            data={(["keep", "accept", "reopen"] as const).map((value) => ({ value, label: t(`bulk.${value}`) }))}
            value={what}
            onChange={(value) => setWhat((value ?? "keep") as typeof what)}
          />
          {what === "accept" && (
            <>
              <Textarea
                label={t("drawer.justification")}
                required
                maxLength={4000}
                value={accepted.justification}
                onChange={(e) => setAccepted({ ...accepted, justification: e.currentTarget.value })}
              />
              <TextInput
                type="date"
                label={t("drawer.until")}
                description={t("drawer.untilHint")}
                required
                w={220}
                value={accepted.until}
                onChange={(e) => setAccepted({ ...accepted, until: e.currentTarget.value })}
              />
            </>
          )}
          {count > most && (
            <Text size="sm" c="red" role="alert">
              {t(xray ? "xrays:bulk.tooMany" : "findings:bulk.tooMany")}
            </Text>
          )}
          <ErrorPanel error={decide.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" disabled={nothing || count > most} loading={decide.isPending}>
              {t(xray ? "xrays:bulk.apply" : "findings:bulk.apply", { count, n: formatNumber(count) })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
