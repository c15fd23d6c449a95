import { Box, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  title: string;
  /** One line below the title. */
  lead?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** Lets the screen fill the window, as the drawing and long tables need. */
  full?: boolean;
  /** Prints the screen across the paper, for tables of many columns. */
  wide?: boolean;
}

/** A screen: its only first heading, its actions, its content. */
export function Page({ title, lead, actions, children, full, wide }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("titled", { title });
  }, [title, t]);
  const className = ["page", full && "page-full", wide && "page-wide"].filter(Boolean).join(" ");
  return (
    <Stack gap="md" className={className}>
      <Group justify="space-between" align="flex-start" gap="sm" wrap="wrap">
        <Box miw={0} flex="1 1 280px">
          <Title order={1} className="wrap-anywhere">
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" size="sm" component="div" maw="80ch">
              {lead}
            </Text>
          )}
        </Box>
        {actions && (
          <Group gap="xs" className="no-print">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  );
}
