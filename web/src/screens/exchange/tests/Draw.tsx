import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send, url } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Sentences } from "../Marks";
import type { DrawnTests } from "../types";

interface Props {
  site: string;
  /** The requirements package. */
  asked: string;
  onClose: () => void;
}

/** Draws the tests from the requirements again, after showing what that changes. */
export function Draw({ site, asked, onClose }: Props) {
  const { t } = useTranslation("exchange");
  const path = url`/sites/${site}/tests/draw`;
  const dry = useQuery({
    queryKey: ["draw", site, asked],
    queryFn: () => send<DrawnTests>("POST", path, { package: asked, dry: true }),
    staleTime: 0,
    gcTime: 0,
  });
  const draw = useWrite(() => send<DrawnTests>("POST", path, { package: asked }), {
    site,
    quiet: true,
    said: (d) => t("draw.done", { add: d.add, change: d.change }),
    onSuccess: onClose,
  });
  const d = dry.data;
  const nothing = d !== undefined && d.add + d.change + d.remove === 0;
  return (
    <ConfirmDialog
      opened
      title={t("draw.title")}
      confirm={t("draw.confirm")}
      disabled={!d || nothing}
      busy={draw.isPending}
      error={draw.error}
      onConfirm={() => draw.mutate(undefined)}
      onClose={onClose}
    >
      <Text size="sm">{t("draw.text")}</Text>
      <ErrorPanel error={dry.error} onRetry={() => void dry.refetch()} />
      {d && (
        <>
          <Sentences
            tone="calm"
            of={[nothing ? t("draw.nothing") : t("draw.says", { add: d.add, change: d.change, remove: d.remove })]}
          />
          <Sentences of={d.again} />
          {d.stay.length > 0 && <Text size="sm">{t("draw.stay", { keys: d.stay.join(", ") })}</Text>}
        </>
      )}
    </ConfirmDialog>
  );
}
