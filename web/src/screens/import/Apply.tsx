import { Alert, Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, send, url } from "../../api/api";
import type { Import } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import type { Chosen } from "./Proposals";
import { formatNumber } from "../../parts/TimeAgo";

interface Props {
  site: string;
  item: Import;
  /** How many rows applying would store. */
  count: number;
  /** The chosen proposals of a capture. */
  chosen?: Chosen;
}

/** Applies a preview: all of it or nothing; refused rows stay out only when that is agreed. */
export function Apply({ site, item, count, chosen }: Props) {
  const { t } = useTranslation("imports");
  const [without, setWithout] = useState(false);
  const [note, setNote] = useState("");
  const refused = item.counts?.refuse ?? 0;
  const apply = useWrite(
    () =>
      send<Import>("POST", url`/sites/${site}/imports/${item.id}/apply`, {
        rows: chosen === "all" || !chosen ? undefined : [...chosen],
        withoutRefused: without,
        note,
      }),
    { touches: [["sites", site], ["portfolio"]], quiet: true },
  );
  const label = chosen
    ? count > 0
      ? t("preview.applyCapture", { count })
      : t("preview.applyCaptureOnly")
    : t("preview.apply", { count, formatted: formatNumber(count) });
  const stale = apply.error instanceof Problem && apply.error.stale;
  return (
    <Stack gap="xs" className="apply-bar">
      {stale ? <Alert color="orange">{t("preview.stale")}</Alert> : <ErrorPanel error={apply.error} />}
      <Group align="flex-end">
        <TextInput
          flex="1 1 240px"
          maw={420}
          label={t("preview.note")}
          placeholder={t("preview.noteHint")}
          value={note}
          onChange={(e) => setNote(e.currentTarget.value)}
        />
        {refused > 0 && (
          <Checkbox
            mb={8}
            label={t("preview.withoutRefused", { count: refused })}
            checked={without}
            onChange={(e) => setWithout(e.currentTarget.checked)}
          />
        )}
        <Button
          loading={apply.isPending}
          disabled={(!chosen && count === 0) || (refused > 0 && !without)}
          onClick={() => apply.mutate(undefined)}
        >
          {label}
        </Button>
      </Group>
    </Stack>
  );
}
