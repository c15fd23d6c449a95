import { Group, Kbd, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./criteria.module.css";
import { lettersOf, withCell } from "./draft";
import { Legend, Matrix } from "./Matrix";
import type { PartProps } from "./part";

/** The matrix as a lookup: each cell gets its band by click or by key. */
export function MatrixPart({ criteria: c, onChange, says, remarks }: PartProps) {
  const { t } = useTranslation("criteria");
  const letters = [...lettersOf(c.bands).values()].filter((x) => x.length === 1);
  const whole = says("matrix");
  return (
    <>
      {whole && (
        <Text size="sm" c="red" role="alert" mb="xs">
          {whole}
        </Text>
      )}
      <Matrix
        criteria={c}
        caption={t("part.matrix")}
        remarks={remarks("matrix")}
        onCell={(l, n, band) => onChange(withCell(c, l, n, band))}
      />
      <Legend criteria={c} />
      <Group gap={6} mt="md" className={`${classes.hint} no-print`}>
        <Text size="xs" c="dimmed">
          {t("matrixKeys.click")}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          <Kbd size="xs">{t("matrixKeys.arrows")}</Kbd> {t("matrixKeys.move")}{" "}
          <Kbd size="xs">{t("matrixKeys.enter")}</Kbd> {t("matrixKeys.next")}{" "}
          {letters.length > 0 && <Kbd size="xs">{letters.join(" ")}</Kbd>}{" "}
          {letters.length > 0 && t("matrixKeys.letters")}{" "}
          <Kbd size="xs">{t("matrixKeys.numbers", { most: c.bands.length })}</Kbd> {t("matrixKeys.number")}
        </Text>
      </Group>
    </>
  );
}
