import { Anchor, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { getBlob, keyOf, url } from "../../api/api";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { fileAddress, type Evidence, type EvidenceFile } from "../../parts/library/evidence";
import { Loading } from "../../parts/Loading";
import { formatSize } from "../../parts/TimeAgo";
import classes from "./evidence.module.css";

interface Props {
  evidence: Evidence;
  file: EvidenceFile;
  onClose: () => void;
}

/**
 * Shows a file that anybody may have made. The bytes are fetched and shown as what they
 * are, a picture, text or a PDF; the browser never opens the file as a page.
 */
export function Preview({ evidence, file, onClose }: Props) {
  const { t } = useTranslation(["evidence", "common"]);
  const path = url`/evidence/${evidence.id}/files/${file.revision}`;
  const bytes = useQuery({
    queryKey: [...keyOf(path), "preview"],
    queryFn: ({ signal }) => getBlob(path, { preview: true }, signal),
    retry: false,
    staleTime: Infinity, // a revision never changes
    gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} size="90%" title={t("preview.title", { name: file.name, n: file.revision })}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {file.media} {formatSize(file.size)}
          </Text>
          <Anchor href={fileAddress(evidence.id, file.revision)} download={file.name} size="sm">
            <Group gap={4} component="span">
              <Download size={14} aria-hidden /> {t("files.download")}
            </Group>
          </Anchor>
        </Group>
        {bytes.isPending && <Loading rows={8} />}
        {bytes.isError && <ErrorPanel error={bytes.error} onRetry={() => void bytes.refetch()} />}
        {bytes.data && <Shown of={bytes.data} file={file} />}
      </Stack>
    </Modal>
  );
}

function Shown({ of, file }: { of: Blob; file: EvidenceFile }) {
  const { t } = useTranslation("evidence");
  const type = of.type.split(";")[0]?.trim() ?? "";
  if (type === "text/plain") return <Words of={of} name={file.name} />;
  if (type.startsWith("image/")) {
    return <Picture of={of} type={type} name={file.name} />;
  }
  if (type === "application/pdf" && navigator.pdfViewerEnabled) return <Paper of={of} name={file.name} />;
  return <Text size="sm">{t("preview.noViewer")}</Text>;
}

function Words({ of, name }: { of: Blob; name: string }) {
  const [text, setText] = useState<string>();
  useEffect(() => {
    let shown = true;
    void of.text().then((words) => shown && setText(words));
    return () => {
      shown = false;
    };
  }, [of]);
  return (
    <pre className={classes.words} tabIndex={0} role="region" aria-label={name}>
      {text}
    </pre>
  );
}

function Picture({ of, type, name }: { of: Blob; type: string; name: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => lent(image.current, of, type), [of, type]);
  return <img ref={image} alt={name} className={classes.picture} />;
}

/** The browser's own reader shows it; a blob that is called a PDF is never read as anything else. */
function Paper({ of, name }: { of: Blob; name: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => lent(frame.current, of, "application/pdf"), [of]);
  return <iframe ref={frame} title={name} className={classes.paper} referrerPolicy="no-referrer" />;
}

/** Lends the bytes to an element under an address of their own; what it gives back ends that. */
function lent(to: HTMLImageElement | HTMLIFrameElement | null, of: Blob, type: string): () => void {
  const made = URL.createObjectURL(new Blob([of], { type }));
  if (to) to.src = made;
  return () => URL.revokeObjectURL(made);
}
