import { Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Mark } from "./Mark";
import { SchemeMenu } from "./SchemeMenu";
import "./frame.css";

interface Props {
  title: string;
  lead?: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** The frame of what is seen before signing in. */
export function Door({ title, lead, aside, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("titled", { title });
  }, [title, t]);
  return (
    <Stack className="door" gap={0}>
      <Group component="header" justify="space-between" px="md" py="xs">
        <Group gap="xs">
          <Mark />
          <Text fw={650}>{t("product")}</Text>
        </Group>
        <SchemeMenu />
      </Group>
      <Center component="main" flex={1} p="md">
        <Paper withBorder shadow="sm" p="xl" radius="md" w="100%" maw={aside ? 900 : 420}>
          <Title order={1}>{title}</Title>
          {lead && (
            <Text c="dimmed" size="sm">
              {lead}
            </Text>
          )}
          <div className={aside ? "door-columns" : "door-column"}>
            {children}
            {aside}
          </div>
        </Paper>
      </Center>
    </Stack>
  );
}
