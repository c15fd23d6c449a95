import { Button, Drawer, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Copy, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conduit, Zone } from "../../api/types";
import { showFields } from "../../parts/fields";
import { FormProblem } from "../../parts/FormProblem";
import { Key } from "../../parts/Key";
import { tidy } from "../../parts/plant/tidy";
import { sent, useRecordWrite } from "../../parts/risk/records";
import type { Countermeasure } from "../../parts/risk/types";
import { kind } from "./measures";
import { MeasureForm } from "./MeasureForm";

interface Props {
  site: string;
  /** Without an id it is a new one. */
  measure: Countermeasure;
  zones: Zone[];
  conduits: Conduit[];
  readOnly: boolean;
  /** The form may be sent untouched. */
  copied: boolean;
  onClose: () => void;
  onCopy: () => void;
  onDelete: () => void;
}

/** One countermeasure with all its fields, to read and, where allowed, to change. */
export function MeasureDrawer({ site, measure, readOnly, copied, onClose, onCopy, onDelete, ...p }: Props) {
  const { t } = useTranslation(["targets", "common"]);
  const adding = measure.id === "";
  const form = useForm<Countermeasure>({ initialValues: { ...filled, ...measure } });
  const { write } = useRecordWrite<Countermeasure>(site, kind, { onDone: onClose });
  const saving = write(measure);
  const submit = form.onSubmit((values) => {
    const { version, dependencies, conflicts, ...rest } = values;
    const record: Countermeasure = {
      ...sent(rest),
      // Lines stay where they are, so that a problem is told at its line.
      dependencies: dependencies?.map((d) => ({ ...d, name: d.name.trim() })),
      conflicts: conflicts?.map((c) => ({ ...tidy(c), text: c.text.trim() })),
      version,
    };
    saving.mutate(record, { onError: (problem) => showFields(form, problem) });
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      closeOnClickOutside={!form.isDirty()}
      title={
        adding ? (
          t("measures.add")
        ) : (
          <>
            <Key>{measure.key}</Key> {measure.name}
          </>
        )
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <MeasureForm form={form} readOnly={readOnly} {...p} />
          <FormProblem form={form} error={saving.error} />
          <Group justify="space-between">
            <Group gap="xs">
              {!adding && !readOnly && (
                <>
                  <Button variant="default" leftSection={<Copy size={15} aria-hidden />} onClick={onCopy}>
                    {t("measures.copy")}
                  </Button>
                  <Button
                    variant="subtle"
                    color="red"
                    leftSection={<Trash2 size={15} aria-hidden />}
                    onClick={onDelete}
                  >
                    {t("common:delete")}
                  </Button>
                </>
              )}
            </Group>
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {readOnly ? t("common:close") : t("common:cancel")}
              </Button>
              {!readOnly && (
                <Button type="submit" loading={saving.isPending} disabled={!form.isDirty() && !copied}>
                  {t("common:save")}
                </Button>
              )}
            </Group>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

/** Every field has a value, so that inputs stay controlled. */
const filled: Partial<Countermeasure> = {
  description: "",
  owner: "",
  wholeSite: false,
  zones: [],
  conduits: [],
  placedIn: "",
  hackable: false,
  protectiveFunction: false,
  dependencies: [],
  requirements: [],
  cost: 0,
  effort: 0,
  needsShutdown: false,
  shutdownHours: 0,
  evidence: "",
  testedOn: "",
  expires: "",
  conflicts: [],
};
