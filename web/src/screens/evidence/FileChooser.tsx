import { Button, CloseButton, FileButton, Group, Text } from "@mantine/core";
import { Paperclip } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatSize } from "../../parts/TimeAgo";
import classes from "./evidence.module.css";

interface Props {
  files: File[];
  onChange: (files: File[]) => void;
}

/** The files that go with a new evidence: chosen here, or dropped onto the box. */
export function FileChooser({ files, onChange }: Props) {
  const { t } = useTranslation("evidence");
  return (
    <div
      className={classes.chooser}
      onDrop={(e) => {
        e.preventDefault();
        e.stopPropagation();
        onChange([...files, ...e.dataTransfer.files]);
      }}
    >
      <Group gap="sm">
        <FileButton multiple onChange={(more) => onChange([...files, ...more])}>
          {(props) => (
            <Button {...props} variant="light" size="xs" leftSection={<Paperclip size={14} aria-hidden />}>
              {t("form.choose")}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {files.length === 0 ? t("form.chooseHint") : t("form.chosen", { count: files.length })}
        </Text>
      </Group>
      {files.length > 0 && (
        <ul className={classes.plain}>
          {files.map((f, i) => (
            <li key={`${f.name}/${i}`}>
              <Group gap={6} wrap="nowrap">
                <Text size="sm" className="wrap-anywhere">
                  {f.name}
                </Text>
                <Text size="xs" c="dimmed" className="nowrap">
                  {formatSize(f.size)}
                </Text>
                <CloseButton
                  size="sm"
                  aria-label={t("form.unchoose", { name: f.name })}
                  onClick={() => onChange(files.filter((_, j) => j !== i))}
                />
              </Group>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
