import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./scope.module.css";

/** Something that is not stated though it matters; says why it does. */
export function Missing({ why }: { why: string }) {
  const { t } = useTranslation("criteria");
  return (
    <Tooltip label={why} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <span className={classes.missing} tabIndex={0} role="note" aria-label={t("missingWhy", { why })}>
        {t("missing")}
      </span>
    </Tooltip>
  );
}
