import { Autocomplete, Button, Group, SegmentedControl, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Target, Vector } from "../../api/types";
import { fieldName } from "../words";
import classes from "./TargetEditor.module.css";
import { frs } from "./types";
import { frName } from "./words";

interface Props {
  value: Target | undefined;
  readOnly?: boolean;
  errors: Record<string, unknown>;
  onChange: (target: Target | undefined) => void;
}

const levels = [0, 1, 2, 3, 4];
const start: Vector = [1, 1, 1, 1, 1, 1, 1];

/** A decided SL-T: seven levels, and how, why and by whom they were decided. */
export function TargetEditor({ value, readOnly, errors, onChange }: Props) {
  const { t } = useTranslation("plant");
  const set = (part: Partial<Target>) => onChange({ vector: start, ...value, ...part });
  const setLevel = (fr: number, level: number) =>
    set({ vector: (value?.vector ?? start).map((l, i) => (i === fr ? level : l)) as Vector });
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
          <Group gap="xs">
            <Text size="sm">{t("target.all")}</Text>
            {levels.map((level) => (
              <Button
                key={level}
                size="compact-xs"
                variant="default"
                disabled={readOnly}
                onClick={() => set({ vector: Array.from({ length: 7 }, () => level) as Vector })}
                aria-label={t("target.allTo", { level })}
              >
                {level}
              </Button>
            ))}
          </Group>
          <div className={classes.levels}>
            {frs.map((fr) => (
              <div key={fr} className={classes.level}>
                <span>{frName(fr)}</span>
                <SegmentedControl
                  size="xs"
                  aria-label={frName(fr)}
                  readOnly={readOnly}
                  data={levels.map(String)}
                  value={String(value.vector[fr] ?? 0)}
                  onChange={(v) => setLevel(fr, Number(v))}
                />
                {problem(`vector.${fr}`) && (
                  <Text size="xs" c="red">
                    {problem(`vector.${fr}`)}
                  </Text>
                )}
              </div>
            ))}
          </div>
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
