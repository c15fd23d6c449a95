import { Center, Stack, Text, Title } from "@mantine/core";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  title: string;
  text?: ReactNode;
  icon?: LucideIcon;
  /** The screen has no other heading. */
  alone?: boolean;
  /** What can be done about it. */
  children?: ReactNode;
}

/** Says that there is nothing yet, and what to do next. */
export function EmptyState({ title, text, icon: Icon, alone, children }: Props) {
  return (
    <Center py={48} px="md">
      <Stack align="center" gap="sm" maw={520}>
        {Icon && <Icon size={36} strokeWidth={1.4} aria-hidden />}
        <Title order={alone ? 1 : 2} ta="center">
          {title}
        </Title>
        {text && (
          <Text size="sm" c="dimmed" ta="center" component="div">
            {text}
          </Text>
        )}
        {children}
      </Stack>
    </Center>
  );
}
