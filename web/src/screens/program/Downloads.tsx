import { Button, Menu } from "@mantine/core";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { address, url, type Params } from "../../api/api";

const formats = ["html", "pdf", "docx", "xlsx", "json"] as const;

interface Props {
  site: string;
  report: "statement" | "csf-profile" | "iso-statement";
  params: Params;
  children?: ReactNode;
}

/** A report in the formats in which people hand it on. */
export function Downloads({ site, report, params, children }: Props) {
  const { t } = useTranslation("program");
  const path = url`/sites/${site}/reports/${report}`;
  return (
    <Menu position="bottom-end" width={260} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" leftSection={children} rightSection={<ChevronDown size={14} aria-hidden />}>
          {t(`download.${report}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={address(`${path}.${format}`, params)}
            {...(format === "html" ? { target: "_blank", rel: "noopener" } : { download: true })}
          >
            {t(`format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
