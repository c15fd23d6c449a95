import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { send, url } from "../../api/api";
import type { Import } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";

export function Discard({ site, item }: { site: string; item: Import }) {
  const { t } = useTranslation("imports");
  const navigate = useNavigate();
  const [asking, ask] = useDisclosure();
  const discard = useWrite(() => send("DELETE", url`/sites/${site}/imports/${item.id}`), {
    touches: [["sites", site, "imports"]],
    said: t("discarded"),
    quiet: true,
    onSuccess: () => void navigate({ to: "/sites/$site/imports", params: { site } }),
  });
  return (
    <>
      <Button variant="default" onClick={ask.open}>
        {t("discard")}
      </Button>
      <ConfirmDialog
        opened={asking}
        danger
        title={t("discardTitle")}
        text={t("discardText")}
        confirm={t("discard")}
        busy={discard.isPending}
        error={discard.error}
        onConfirm={() => discard.mutate(undefined)}
        onClose={ask.close}
      />
    </>
  );
}
