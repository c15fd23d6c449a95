import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { send, url } from "../../api/api";
import { useCan } from "../../api/me";
import type { Import, Written } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { EmptyState } from "../../parts/EmptyState";
import { Counts } from "../../parts/imports/Counts";
import { Again } from "./States";

/** What came of it, and the way to the entry that can be undone. */
export function Applied({ site, item }: { site: string; item: Import }) {
  const { t } = useTranslation(["imports", "common"]);
  const can = useCan();
  const [asking, ask] = useDisclosure();
  const undo = useWrite<number, Written>((seq) => send("POST", url`/sites/${site}/history/${seq}/undo`), {
    said: (out) => [t("common:undone"), out.note].filter(Boolean).join(" "),
    quiet: true,
    onSuccess: ask.close,
  });
  const at = encodeURIComponent(site);
  return (
    <EmptyState icon={CircleCheck} title={t("applied.title")} text={t("applied.text")}>
      {item.kind !== "capture" && <Counts counts={item.counts} />}
      <Group justify="center">
        {item.entry ? (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/sites/$site/history" params={{ site }} search={{ entry: String(item.entry) }} {...props} />
            )}
          >
            {t("applied.history")}
          </Button>
        ) : null}
        <Button component={Link} to={`/sites/${at}/assets`}>
          {t("applied.assets")}
        </Button>
        <Again site={site} />
        {item.entry && can("history.restore", site) ? (
          <Button variant="subtle" color="red" onClick={ask.open}>
            {t("applied.undo")}
          </Button>
        ) : null}
      </Group>
      <ConfirmDialog
        opened={asking}
        title={t("applied.undoTitle")}
        text={t("applied.undoText")}
        confirm={t("applied.undo")}
        busy={undo.isPending}
        error={undo.error}
        onConfirm={() => item.entry && undo.mutate(item.entry)}
        onClose={ask.close}
      />
    </EmptyState>
  );
}
