import { Button, Group, Text } from "@mantine/core";
import { FileDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { address, url } from "../../../api/api";

const formats = ["pdf", "docx", "xlsx", "html", "json"] as const;

/** A report in each format. */
export function Downloads({ site, report }: { site: string; report: "beyond" | "adequacy" }) {
  const { t } = useTranslation("targets");
  return (
    <Group gap="xs" className="no-print" role="group" aria-label={t("downloads.title")}>
      <Text size="sm">{t("downloads.title")}</Text>
      {formats.map((f) => (
        <Button
          key={f}
          component="a"
          href={address(`${url`/sites/${site}/reports/${report}`}.${f}`)}
          download
          size="compact-sm"
          variant="default"
          leftSection={<FileDown size={14} aria-hidden />}
          aria-label={t("downloads.as", { format: f.toUpperCase() })}
        >
          {f.toUpperCase()}
        </Button>
      ))}
    </Group>
  );
}
