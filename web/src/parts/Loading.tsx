import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The outline of a screen that is on its way. */
export function Loading({ rows = 8 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" role="status" aria-label={t("loading")}>
      <Skeleton height={28} width="min(320px, 60%)" />
      <Skeleton height={14} width="min(520px, 90%)" mb="sm" />
      <LoadingRows rows={rows} />
    </Stack>
  );
}

/** The outline of a table or list. */
export function LoadingRows({ rows = 6 }: { rows?: number }) {
  return (
    <Stack gap={8} aria-hidden>
      {Array.from({ length: rows }, (_, i) => (
        <Skeleton key={i} height={26} />
      ))}
    </Stack>
  );
}
