import { Button, FileButton, Loader, Text } from "@mantine/core";
import { PackageOpen } from "lucide-react";
import { useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { Problem, sendFile } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import classes from "../exchange.module.css";
import type { TakenPackage } from "../types";
import { Checked, Damaged } from "./Checked";

/** Takes a file of another party by drop or by button: it is proved first and kept only when somebody says so. */
export function Receive() {
  const { t } = useTranslation("exchange");
  const [over, setOver] = useState(false);
  const [file, setFile] = useState<File>();
  const check = useWrite((f: File) => sendFile<TakenPackage>("/packages", { name: f.name, dry: "1" }, f), {
    touches: [],
    quiet: true,
  });
  const take = (f: File | null | undefined) => {
    if (!f || check.isPending) return;
    setFile(f);
    check.mutate(f);
  };
  const close = () => {
    setFile(undefined);
    check.reset();
  };
  const onDrop = (e: DragEvent) => {
    e.preventDefault();
    setOver(false);
    take(e.dataTransfer.files[0]);
  };
  const damaged = check.error instanceof Problem && check.error.code === "package-damaged" ? check.error : undefined;
  return (
    <section
      className={`${classes.drop} no-print`}
      data-over={over || undefined}
      aria-label={t("receive.title")}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {check.isPending ? <Loader size={26} /> : <PackageOpen size={28} strokeWidth={1.5} aria-hidden />}
      <div className={classes.dropText} role="status">
        <Text fw={600}>
          {check.isPending ? t("receive.checking", { file: file?.name }) : over ? t("receive.now") : t("receive.title")}
        </Text>
        <Text size="sm" c="dimmed">
          {t("receive.text")}
        </Text>
      </div>
      <FileButton onChange={take} accept=".zip,application/zip">
        {(props) => (
          <Button {...props} variant="default" disabled={check.isPending}>
            {t("receive.button")}
          </Button>
        )}
      </FileButton>
      {check.isError && !damaged && (
        <div className={classes.grow}>
          <ErrorPanel error={check.error} onRetry={() => take(file)} />
        </div>
      )}
      {damaged && file && <Damaged file={file.name} problem={damaged} onClose={close} />}
      {check.data && file && <Checked file={file} checked={check.data} onClose={close} />}
    </section>
  );
}
