import { Button, Group, Stack, Tabs, Title } from "@mantine/core";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Capture } from "../../api/types";
import { CaptureFacts } from "../../parts/imports/CaptureFacts";
import { FlowTable } from "./FlowTable";
import { TalkerTable } from "./TalkerTable";

export function CaptureDetail({ capture, onBack }: { capture: Capture; onBack: () => void }) {
  const { t } = useTranslation("imports");
  return (
    <Stack>
      <Group>
        <Button variant="default" size="xs" leftSection={<ArrowLeft size={14} />} onClick={onBack}>
          {t("capture.back")}
        </Button>
        <Title order={2} className="wrap-anywhere">
          {capture.key}
        </Title>
      </Group>
      <CaptureFacts capture={capture} />
      <Tabs defaultValue="talkers" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="talkers">{t("capture.talkers")}</Tabs.Tab>
          <Tabs.Tab value="flows">{t("capture.flows")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="talkers" pt="sm">
          <TalkerTable capture={capture.id} />
        </Tabs.Panel>
        <Tabs.Panel value="flows" pt="sm">
          <FlowTable capture={capture.id} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
