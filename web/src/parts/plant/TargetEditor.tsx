import { Autocomplete, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Target, Vector } from "../../api/types";
import { fieldName } from "../words";
import { LevelsEditor } from "./LevelsEditor";
import classes from "./TargetEditor.module.css";

interface Props {
  value: Target | undefined;
  readOnly?: boolean;
  errors: Record<string, unknown>;
  onChange: (target: Target | undefined) => void;
}

const start: Vector = [1, 1, 1, 1, 1, 1, 1];

/** A decided SL-T: seven levels, and how, why and by whom they were decided. */
export function TargetEditor({ value, readOnly, errors, onChange }: Props) {
  const { t } = useTranslation("plant");
  const set = (part: Partial<Target>) => onChange({ vector: start, ...value, ...part });
  const problem = (field: string) => (errors[`target.${field}`] as string | undefined) ?? undefined;
  return (
    <Stack gap="sm">
      <Switch
        label={t("target.stated")}
        checked={value !== undefined}
        disabled={readOnly}
        onChange={(e) => onChange(e.currentTarget.checked ? { vector: start } : undefined)}
      />
      {!value && (
        <Text size="sm" c="dimmed">
          {t("target.none")}
        </Text>
      )}
      {value && (
        <>
          <LevelsEditor
            value={value.vector}
            readOnly={readOnly}
            problem={(fr) => problem(`vector.${fr}`)}
            onChange={(vector) => set({ vector })}
          />
          <div className={classes.decision}>
            <Autocomplete
              label={fieldName("method")}
              description={t("target.methodHint")}
              data={[t("target.highLevel"), t("target.detailed"), t("target.higherEnd"), t("target.given")]}
              readOnly={readOnly}
              value={value.method ?? ""}
              onChange={(method) => set({ method })}
              error={problem("method")}
            />
            <TextInput
              label={fieldName("approver")}
              description={t("target.approverHint")}
              readOnly={readOnly}
              value={value.approver ?? ""}
              onChange={(e) => set({ approver: e.currentTarget.value })}
              error={problem("approver")}
            />
            <TextInput
              type="date"
              label={fieldName("approvedOn")}
              description={t("target.dateHint")}
              readOnly={readOnly}
              value={value.approvedOn ?? ""}
              onChange={(e) => set({ approvedOn: e.currentTarget.value })}
              error={problem("approvedOn")}
            />
          </div>
          <Textarea
            label={fieldName("rationale")}
            readOnly={readOnly}
            value={value.rationale ?? ""}
            onChange={(e) => set({ rationale: e.currentTarget.value })}
            error={problem("rationale")}
          />
        </>
      )}
    </Stack>
  );
}
