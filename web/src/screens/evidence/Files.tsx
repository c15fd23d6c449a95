import { ActionIcon, Anchor, Button, FileButton, Group, Text, Title } from "@mantine/core";
import { Download, Eye, FileText, Plus, Replace } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fileAddress, standingFiles, type Evidence, type EvidenceFile } from "../../parts/library/evidence";
import { formatSize, formatTime } from "../../parts/TimeAgo";
import { previews } from "./evidence";
import classes from "./evidence.module.css";

interface Props {
  evidence: Evidence;
  mayEdit: boolean;
  onShow: (file: EvidenceFile) => void;
  onFiles: (files: File[], replaces?: number) => void;
}

/** The files of an evidence: what stands, with the revisions that each replaced. */
export function Files({ evidence: e, mayEdit, onShow, onFiles }: Props) {
  const { t } = useTranslation("evidence");
  const standing = standingFiles(e);
  return (
    <section aria-label={t("files.title")}>
      <Group justify="space-between" mb={4}>
        <Title order={3} size="h5">
          {t("files.title")}
        </Title>
        {mayEdit && (
          <FileButton multiple onChange={(files) => files.length > 0 && onFiles(files)}>
            {(props) => (
              <Button {...props} size="compact-sm" variant="light" leftSection={<Plus size={14} aria-hidden />}>
                {t("files.add")}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      {standing.length === 0 && (
        <Text size="sm" c="dimmed">
          {mayEdit ? t("files.noneText") : t("files.none")}
        </Text>
      )}
      <ul className={classes.files}>
        {standing.map((f) => (
          <li key={f.revision}>
            <FileLine evidence={e} file={f} mayEdit={mayEdit} onShow={onShow} onFiles={onFiles} />
            <Earlier evidence={e} file={f} onShow={onShow} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface LineProps extends Props {
  file: EvidenceFile;
}

function FileLine({ evidence: e, file: f, mayEdit, onShow, onFiles }: LineProps) {
  const { t } = useTranslation("evidence");
  return (
    <div className={classes.file}>
      <FileText size={18} aria-hidden />
      <div>
        <Text size="sm" className="wrap-anywhere">
          {f.name}{" "}
          <Text span size="xs" c="dimmed">
            {t("files.revision", { n: f.revision })}
          </Text>
        </Text>
        <Text size="xs" c="dimmed">
          {t("files.line", { size: formatSize(f.size), at: formatTime(f.at), by: f.by })}
        </Text>
        {f.note && <Text size="xs">{f.note}</Text>}
        <Text size="xs" c="dimmed" className="mono" title={f.hash}>
          {t("files.hash", { hash: f.hash.slice(0, 16) })}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap" className="no-print">
        {previews(f.media) && (
          <ActionIcon variant="default" aria-label={t("files.show", { name: f.name })} onClick={() => onShow(f)}>
            <Eye size={15} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon
          variant="default"
          component="a"
          href={fileAddress(e.id, f.revision)}
          download={f.name}
          aria-label={t("files.downloadOne", { name: f.name })}
        >
          <Download size={15} aria-hidden />
        </ActionIcon>
        {mayEdit && (
          <FileButton onChange={(file) => file && onFiles([file], f.revision)}>
            {(props) => (
              <ActionIcon {...props} variant="default" aria-label={t("files.replace", { name: f.name })}>
                <Replace size={15} aria-hidden />
              </ActionIcon>
            )}
          </FileButton>
        )}
      </Group>
    </div>
  );
}

/** What a file replaced, the newest first. */
function Earlier({
  evidence: e,
  file,
  onShow,
}: {
  evidence: Evidence;
  file: EvidenceFile;
  onShow: LineProps["onShow"];
}) {
  const { t } = useTranslation("evidence");
  const earlier: EvidenceFile[] = [];
  const before = (revision: number) => (e.files ?? []).filter((f) => f.superseded === revision);
  for (let next = before(file.revision); next.length > 0; next = next.flatMap((f) => before(f.revision)))
    earlier.push(...next);
  if (earlier.length === 0) return null;
  return (
    <details className={classes.earlier}>
      <summary>{t("files.earlier", { count: earlier.length })}</summary>
      <ul className={classes.plain}>
        {earlier.map((f) => (
          <li key={f.revision}>
            <Text size="xs" c="dimmed" component="div">
              {t("files.old", { n: f.revision, name: f.name, at: formatTime(f.at), by: f.by })}{" "}
              <Anchor href={fileAddress(e.id, f.revision)} download={f.name} size="xs">
                {t("files.download")}
              </Anchor>{" "}
              {previews(f.media) && (
                <Anchor component="button" size="xs" onClick={() => onShow(f)}>
                  {t("files.look")}
                </Anchor>
              )}
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}
