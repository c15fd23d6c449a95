import { Anchor, Button, Code, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { address, reading } from "../../api/api";
import type { System } from "../../api/types";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { formatNumber } from "../../parts/TimeAgo";

const verifyCommand = "ringwall verify";

export function SystemFacts() {
  const { t } = useTranslation("account");
  const system = useQuery(reading<System>("/system"));
  if (system.isError) return <ErrorPanel error={system.error} onRetry={() => void system.refetch()} />;
  if (!system.data) return <LoadingRows rows={4} />;
  const { version, dialect, dataFile, ledger } = system.data;
  return (
    <Stack maw={860}>
      <Facts>
        <Fact name={t("system.version")}>{version}</Fact>
        <Fact name={t("system.store")}>{t(`system.${dialect}`)}</Fact>
        {dataFile && (
          <Fact name={t("system.dataFile")}>
            <span className="mono wrap-anywhere">{dataFile}</span>
          </Fact>
        )}
      </Facts>
      <Anchor href="/openapi.json" size="sm">
        {t("system.api")}
      </Anchor>
      <Title order={2} mt="md">
        {t("system.ledger")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("system.ledgerText")}
      </Text>
      <Facts>
        <Fact name={t("system.ledgerSize")}>{formatNumber(ledger.size)}</Fact>
        <Fact name={t("system.root")}>
          <span className="mono wrap-anywhere">{ledger.root}</span>
        </Fact>
      </Facts>
      {ledger.checkpoint && (
        <div>
          <Text size="sm" fw={500}>
            {t("system.checkpoint")}
          </Text>
          <Code block tabIndex={0}>
            {ledger.checkpoint}
          </Code>
        </div>
      )}
      <Group>
        <Button
          component="a"
          href={address("/ledger/checkpoint")}
          download="ringwall-checkpoint.txt"
          variant="default"
          leftSection={<Download size={16} />}
        >
          {t("system.download")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t("system.verify")} <Code>{verifyCommand}</Code>
      </Text>
    </Stack>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return (
    <Table highlightOnHover={false}>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={180}>
        {name}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  );
}
