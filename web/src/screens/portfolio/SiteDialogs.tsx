import { TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send, url } from "../../api/api";
import type { SiteRecord } from "../../api/types";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { SiteForm } from "./SiteForm";

export type SiteTask = { do: "add" } | { do: "edit" | "delete"; site: SiteRecord };

/** Creating, editing and deleting a site. */
export default function SiteDialogs({ task, onClose }: { task: SiteTask; onClose: () => void }) {
  const navigate = useNavigate();
  if (task.do === "delete") return <DeleteSite site={task.site} onClose={onClose} />;
  return (
    <SiteForm
      site={task.do === "edit" ? task.site : undefined}
      onClose={onClose}
      onAdded={(site) => void navigate({ to: "/sites/$site", params: { site: site.id } })}
    />
  );
}

function DeleteSite({ site, onClose }: { site: SiteRecord; onClose: () => void }) {
  const { t } = useTranslation("portfolio");
  const [typed, setTyped] = useState("");
  const remove = useWrite(() => send("DELETE", url`/sites/${site.id}` + "?cascade=true", undefined, site.version), {
    site: site.id,
    said: t("delete.done", { name: site.name }),
    quiet: true,
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      opened
      danger
      title={t("delete.title", { name: site.name })}
      text={t("delete.text")}
      confirm={t("delete.confirm")}
      disabled={typed.trim() !== site.key}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      <TextInput
        label={t("delete.type", { key: site.key })}
        value={typed}
        onChange={(e) => setTyped(e.currentTarget.value)}
        autoComplete="off"
      />
    </ConfirmDialog>
  );
}
