import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { Download, ExternalLink, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { address } from "../../api/api";

interface Props {
  icon: LucideIcon;
  title: string;
  text: string;
  path: string;
  format?: string;
  /** Browsers can show it, so it opens in a tab of its own. */
  opens?: boolean;
}

/** One form in which the site's data can be had. */
export function FormatCard({ icon: Icon, title, text, path, format, opens }: Props) {
  const { t } = useTranslation("history");
  const href = address(path, { format });
  return (
    <Paper withBorder p="md">
      <Stack gap="xs" h="100%" justify="space-between">
        <div>
          <Group gap="xs" wrap="nowrap">
            <Icon size={20} strokeWidth={1.5} aria-hidden className="icon" />
            <Text fw={600}>{title}</Text>
          </Group>
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        </div>
        <Group>
          {opens ? (
            <Button
              component="a"
              href={href}
              target="_blank"
              rel="noopener"
              size="xs"
              leftSection={<ExternalLink size={14} />}
              aria-label={t("report.openFormat", { format: title })}
            >
              {t("report.open")}
            </Button>
          ) : (
            <Button
              component="a"
              href={href}
              download
              size="xs"
              variant="default"
              leftSection={<Download size={14} />}
              aria-label={t("report.downloadFormat", { format: title })}
            >
              {t("report.download")}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
