import { Badge, Progress, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Import, ImportState as State } from "../../api/types";

const colors: Record<State, string> = {
  reading: "petrol",
  mapping: "orange",
  ready: "orange",
  applying: "petrol",
  applied: "green",
  failed: "red",
  discarded: "gray",
};

/** Where an import stands, with its progress while a file is read or applied. */
export function ImportState({ item }: { item: Import }) {
  const { t } = useTranslation("imports");
  const going = item.state === "reading" || item.state === "applying";
  return (
    <Stack gap={4} maw={180}>
      <Badge color={colors[item.state]}>{t(`states.${item.state}`)}</Badge>
      {going && item.total > 0 && (
        <Progress size="sm" value={(item.done / item.total) * 100} aria-label={t("reading.progress")} />
      )}
    </Stack>
  );
}
