import { Button, FileButton, Progress, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { upload, url } from "../../api/api";
import type { Import } from "../../api/types";
import { useWrite } from "../../api/write";
import { useSiteId } from "../../frame/site";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { said } from "../../parts/notice";
import "./imports.css";

const accepted = ".xlsx,.csv,.tsv,.txt,.yaml,.yml,.json,.pcap,.pcapng,.cap";

/** Takes a file by drop or by button, and goes on to its import. */
export function Upload() {
  const { t } = useTranslation("imports");
  const site = useSiteId();
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  const [part, setPart] = useState(0);
  const sending = useWrite<File, Import>((file) => upload(url`/sites/${site}/imports`, file, setPart), {
    touches: [["sites", site, "imports"]],
    quiet: true,
    onSuccess: (i) => void navigate({ to: "/sites/$site/imports/$import", params: { site, import: i.id } }),
  });
  const take = (file: File | null | undefined) => {
    if (!file || sending.isPending) return;
    setPart(0);
    sending.mutate(file);
  };
  const onDrop = (e: DragEvent) => {
    e.preventDefault();
    setOver(false);
    if (e.dataTransfer.files.length > 1) said(t("drop.several"));
    take(e.dataTransfer.files[0]);
  };
  return (
    <Stack gap="xs">
      <div
        className={over ? "drop drop-over" : "drop"}
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {sending.isPending ? (
          <Stack w="100%" gap="xs">
            <Text size="sm" fw={600} truncate>
              {t("drop.sending", { file: sending.variables.name })}
            </Text>
            <Progress value={part * 100} aria-label={t("drop.progress")} animated={part >= 1} />
          </Stack>
        ) : (
          <>
            <FileUp size={28} strokeWidth={1.5} aria-hidden />
            <div className="drop-text">
              <Text fw={600}>{over ? t("drop.now") : t("drop.title")}</Text>
              <Text size="sm" c="dimmed">
                {t("drop.text")}
              </Text>
            </div>
            <FileButton onChange={take} accept={accepted}>
              {(props) => <Button {...props}>{t("drop.button")}</Button>}
            </FileButton>
          </>
        )}
      </div>
      <ErrorPanel error={sending.error} />
    </Stack>
  );
}
