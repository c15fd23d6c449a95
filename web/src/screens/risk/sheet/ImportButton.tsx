import { Button } from "@mantine/core";
import { FileUp } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

const ImportDialog = lazy(() => import("../import/ImportDialog"));

/** Opens the import of rows of a HAZOP, a LOPA or a physical security review. */
export function ImportButton({ site }: { site: string }) {
  const { t } = useTranslation("risk");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" leftSection={<FileUp size={15} aria-hidden />} onClick={() => setOpen(true)}>
        {t("import.open")}
      </Button>
      {open && (
        <Suspense>
          <ImportDialog site={site} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
