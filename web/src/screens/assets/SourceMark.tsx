import { Tooltip, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Source } from "../../api/types";
import { word } from "../../parts/plant/words";
import classes from "./assets.module.css";

/** Where a value comes from and how far it can be trusted. */
export function SourceMark({ source }: { source: Source }) {
  const { t } = useTranslation("plant");
  const origin = word("origin", source.from);
  const trust = word("confidence", source.confidence);
  return (
    <Tooltip label={source.ref || origin} multiline maw={320}>
      <span className={classes.source} data-guess={source.confidence === "guess" || undefined}>
        {trust ? t("assets.source", { origin, trust }) : origin}
        {source.ref && <VisuallyHidden>{source.ref}</VisuallyHidden>}
      </span>
    </Tooltip>
  );
}
