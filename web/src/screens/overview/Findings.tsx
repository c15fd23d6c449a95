import { Badge, Button, Card, Group, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { Key } from "../../parts/Key";
import { LinkAnchor } from "../../parts/plant/link";
import { usePrinting } from "../../parts/printing";
import type { Finding } from "./overview";

const few = 6;
const colour = { high: "red", medium: "orange", low: "gray" } as const;

/** Weaknesses of the declared plant itself, with what mends each. */
export function Findings({ site, findings, count }: { site: string; findings: Finding[]; count: number }) {
  const { t } = useTranslation("plant");
  const [all, setAll] = useState(false);
  const printing = usePrinting();
  const can = useCan();
  if (findings.length === 0) return null;
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="findings">
      <Group justify="space-between" mb="xs">
        <Title order={2} id="findings">
          {t("overview.findings", { count })}
        </Title>
        {can("risk.read", site) && (
          <LinkAnchor to="/sites/$site/findings" params={{ site }} size="sm" className="no-print">
            {t("overview.openFindings")}
          </LinkAnchor>
        )}
      </Group>
      <Table verticalSpacing={6} horizontalSpacing={6} highlightOnHover={false}>
        <Table.Tbody>
          {(all || printing ? findings : findings.slice(0, few)).map((f) => (
            <Table.Tr key={f.id}>
              <Table.Td w={88} valign="top">
                <Badge color={colour[f.severity]} variant="light" autoContrast>
                  {t(`severity.${f.severity}`)}
                </Badge>
              </Table.Td>
              <Table.Td>
                <Text size="sm">
                  {f.key && <Key>{f.key}</Key>} {f.text}
                </Text>
                <Text size="sm" c="dimmed">
                  {f.mend}
                  {f.clause && ` (${f.clause})`}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {findings.length > few && (
        <Button variant="subtle" size="compact-sm" mt="xs" className="no-print" onClick={() => setAll(!all)}>
          {all ? t("overview.fewerFindings") : t("overview.allFindings", { count: findings.length })}
        </Button>
      )}
    </Card>
  );
}
