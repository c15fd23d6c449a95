import { FileUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./evidence.module.css";

interface Props {
  /** What happens to files that are dropped, in words. */
  says: string;
  onFiles: (files: File[]) => void;
}

/** Takes files that are dropped anywhere on the page, and shows that it would. */
export function DropZone({ says, onFiles }: Props) {
  const { t } = useTranslation("evidence");
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    let depth = 0; // how many elements the pointer is in: each inner one enters before the outer one leaves
    const holds = (e: DragEvent) => e.dataTransfer?.types.includes("Files") ?? false;
    const enter = (e: DragEvent) => {
      if (!holds(e)) return;
      depth++;
      setOver(true);
    };
    const leave = (e: DragEvent) => {
      if (!holds(e)) return;
      depth--;
      if (depth <= 0) setOver(false);
    };
    const move = (e: DragEvent) => {
      if (holds(e)) e.preventDefault(); // or the browser would open the file in place of the page
    };
    const drop = (e: DragEvent) => {
      if (!holds(e)) return;
      e.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(e.dataTransfer?.files ?? [])];
      if (files.length > 0) latest.current(files);
    };
    addEventListener("dragenter", enter);
    addEventListener("dragleave", leave);
    addEventListener("dragover", move);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragenter", enter);
      removeEventListener("dragleave", leave);
      removeEventListener("dragover", move);
      removeEventListener("drop", drop);
    };
  }, []);
  if (!over) return null;
  return (
    <div className={classes.drop} role="status">
      <FileUp size={32} aria-hidden />
      <strong>{t("drop.here")}</strong>
      <span>{says}</span>
    </div>
  );
}
