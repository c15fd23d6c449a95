import { Group, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { showFields } from "../../../parts/fields";
import { BandBadge } from "../../../parts/risk/BandBadge";
import { FormDialog } from "../../../parts/risk/FormDialog";
import { sent, useRecordWrite } from "../../../parts/risk/records";
import type { Criteria } from "../../../parts/risk/types";
import { begun, decisions, type ZoneComparison, type ZoneDecision } from "./comparison";
import { StateMark } from "./Marks";

interface Props {
  site: string;
  zone: ZoneComparison;
  criteria: Criteria;
  onClose: () => void;
}

/** Decides whether a zone is assessed in detail, or the assessment stops at its worst cases. */
export function DecideDialog({ site, zone, criteria, onClose }: Props) {
  const { t } = useTranslation("risk");
  const form = useForm<ZoneDecision>({ initialValues: { rationale: "", ...begun(zone) } });
  const kind = { name: "comparison", segment: "comparisons" };
  const write = useRecordWrite<ZoneDecision>(site, kind, { onDone: onClose }).write(form.values);
  const submit = form.onSubmit((values) =>
    write.mutate(sent(values), { onError: (problem) => showFields(form, problem) }),
  );
  return (
    <FormDialog
      title={t("compare.decideTitle", { key: zone.key, name: zone.name })}
      form={form}
      busy={write.isPending}
      error={write.error}
      untouched
      size="lg"
      confirm={t("compare.confirm")}
      onSubmit={submit}
      onClose={onClose}
    >
      <Stack gap={6}>
        <Group gap="xs">
          <StateMark of={zone} />
          {zone.band && <BandBadge band={zone.band} criteria={criteria} />}
        </Group>
        <Text size="sm">{zone.why}</Text>
        {zone.standing === "stale" && (
          <Text size="sm" fw={600}>
            {zone.says}
          </Text>
        )}
        {form.errors.zone && (
          <Text size="sm" c="red" role="alert">
            {form.errors.zone}
          </Text>
        )}
      </Stack>
      <Radio.Group label={t("compare.how")} {...form.getInputProps("decision")} required>
        <Stack gap="xs" my="xs">
          {decisions.map((d) => (
            <Radio key={d} value={d} label={t(`compare.choice.${d}`)} description={t(`compare.choiceHint.${d}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t("column.rationale")}
        description={t("compare.rationaleHint")}
        required={form.values.decision === "stop"}
        autosize
        minRows={3}
        maxLength={4000}
        {...form.getInputProps("rationale")}
      />
    </FormDialog>
  );
}
