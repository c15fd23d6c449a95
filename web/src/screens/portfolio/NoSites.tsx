import { Button, Code, Stack, Text } from "@mantine/core";
import { Factory, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../parts/EmptyState";

const exampleCommand = "ringwall apply -f testdata/bottling.yaml";

/** The first thing a new organisation sees: what to do. */
export function NoSites({ mayAdd, onAdd }: { mayAdd: boolean; onAdd: () => void }) {
  const { t } = useTranslation("portfolio");
  if (!mayAdd) return <EmptyState icon={Factory} title={t("empty.title")} text={t("empty.denied")} />;
  return (
    <EmptyState icon={Factory} title={t("empty.title")} text={t("empty.text")}>
      <Stack align="center" gap="lg">
        <Button leftSection={<Plus size={16} />} onClick={onAdd}>
          {t("add")}
        </Button>
        <Stack gap={4} align="center">
          <Text size="sm" c="dimmed" ta="center">
            {t("empty.example")}
          </Text>
          <Code>{exampleCommand}</Code>
        </Stack>
      </Stack>
    </EmptyState>
  );
}
