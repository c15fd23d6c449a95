import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Vector } from "../../api/types";
import classes from "./TargetEditor.module.css";
import { frs } from "./types";
import { frName } from "./words";

interface Props {
  value: Vector;
  readOnly?: boolean;
  /** What is wrong with the level of a foundational requirement. */
  problem?: (fr: number) => string | undefined;
  onChange: (vector: Vector) => void;
}

const levels = [0, 1, 2, 3, 4];

/** Seven levels, each chosen by itself or all at once. */
export function LevelsEditor({ value, readOnly, problem, onChange }: Props) {
  const { t } = useTranslation("plant");
  return (
    <>
      <Group gap="xs">
        <Text size="sm">{t("target.all")}</Text>
        {levels.map((level) => (
          <Button
            key={level}
            size="compact-xs"
            variant="default"
            disabled={readOnly}
            onClick={() => onChange(Array.from({ length: 7 }, () => level) as Vector)}
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
              value={String(value[fr] ?? 0)}
              onChange={(v) => onChange(value.map((l, i) => (i === fr ? Number(v) : l)) as Vector)}
            />
            {problem?.(fr) && (
              <Text size="xs" c="red">
                {problem(fr)}
              </Text>
            )}
          </div>
        ))}
      </div>
    </>
  );
}
