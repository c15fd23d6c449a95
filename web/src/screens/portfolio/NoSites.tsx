import { Button, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Factory, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { send } from "../../api/api";
import { useWrite } from "../../api/write";
import { EmptyState } from "../../parts/EmptyState";

/** The first thing a new organisation sees: what to do. */
export function NoSites({ mayAdd, onAdd }: { mayAdd: boolean; onAdd: () => void }) {
  const { t } = useTranslation("portfolio");
  const navigate = useNavigate();
  const example = useWrite(() => send<{ site: string }>("POST", "/example"), {
    said: t("empty.exampleLoaded"),
    onSuccess: ({ site }) => void navigate({ to: "/sites/$site", params: { site } }),
  });
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
          <Button variant="default" loading={example.isPending} onClick={() => example.mutate(undefined)}>
            {t("empty.loadExample")}
          </Button>
        </Stack>
      </Stack>
    </EmptyState>
  );
}
