import { Alert, List, Stack, Table } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Capture, Skip } from "../../api/types";
import { formatNumber, formatTime } from "../TimeAgo";

/** What a capture holds, and what of it was not read and why. */
export function CaptureFacts({ capture: c }: { capture: Capture }) {
  const { t } = useTranslation("imports");
  const warnings = [
    ...(c.truncated ? [t("capture.truncated")] : []),
    ...(c.damaged ? [t("capture.damaged")] : []),
    ...(c.warnings ?? []),
  ];
  return (
    <Stack gap="sm">
      <Table highlightOnHover={false} maw={720}>
        <Table.Tbody>
          <Fact name={t("capture.packets")}>{formatNumber(c.packets)}</Fact>
          <Fact name={t("capture.read")}>{formatNumber(c.read)}</Fact>
          <Fact name={t("capture.skipped")}>
            <Skips skips={c.skipped} />
          </Fact>
          {c.partly && c.partly.length > 0 && (
            <Fact name={t("capture.partly")}>
              <Skips skips={c.partly} />
            </Fact>
          )}
          <Fact name={t("capture.talkers")}>{formatNumber(c.talkers)}</Fact>
          <Fact name={t("capture.flows")}>{formatNumber(c.flows)}</Fact>
          <Fact name={t("capture.addresses")}>
            {t("capture.addressCounts", { macs: c.macs, ipv4s: c.ipv4s, ipv6s: c.ipv6s })}
          </Fact>
          {c.first && c.last && (
            <Fact name={t("capture.time")}>{[formatTime(c.first), formatTime(c.last)].join(" – ")}</Fact>
          )}
          {c.link && <Fact name={t("capture.link")}>{c.link.join(", ")}</Fact>}
        </Table.Tbody>
      </Table>
      {warnings.length > 0 && (
        <Alert color="orange" icon={<TriangleAlert size={18} />} title={t("capture.warnings")}>
          <List size="sm">
            {warnings.map((w) => (
              <List.Item key={w}>{w}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
}

function Skips({ skips = [] }: { skips?: Skip[] }) {
  if (skips.length === 0) return "0";
  return (
    <List size="sm" listStyleType="none">
      {skips.map((s) => (
        <List.Item key={s.reason}>{[formatNumber(s.count), s.reason].join(" ")}</List.Item>
      ))}
    </List>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={160}>
        {name}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  );
}
