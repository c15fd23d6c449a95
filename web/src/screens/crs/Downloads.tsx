import { Button, Menu } from "@mantine/core";
import { ChevronDown, FileDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { address } from "../../api/api";
import { crsPath } from "./crs";

export const formats = ["docx", "pdf", "xlsx", "html", "json"] as const;

/** The specification as a file, for people and for other programs. */
export function Downloads({ site, specification }: { site: string; specification?: string }) {
  const { t } = useTranslation("crs");
  return (
    <Menu position="bottom-end" width={300} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<FileDown size={16} aria-hidden />}
          rightSection={<ChevronDown size={14} aria-hidden />}
        >
          {t("download.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={address(`${crsPath(site)}.${format}`, { specification })}
            {...(format === "html" ? { target: "_blank", rel: "noopener" } : { download: true })}
          >
            {t(`download.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
