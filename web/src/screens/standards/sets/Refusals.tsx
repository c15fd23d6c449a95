import { Alert, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Why a row of a file cannot be taken, in the server's sentence. */
export interface Refusal {
  sheet?: string;
  row?: number;
  cell?: string;
  reason: string;
}

const most = 200;

/** What has to be mended in a file, each with its place. */
export function Refusals({ title, refusals }: { title: string; refusals: Refusal[] }) {
  const { t } = useTranslation(["standards", "common"]);
  const place = (r: Refusal) => [r.sheet, r.row && t("add.row", { row: r.row }), r.cell].filter(Boolean).join(", ");
  return (
    <Alert color="red" title={title} role="alert">
      <div className="scroll-x" tabIndex={0} role="region" aria-label={title}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("add.where")}</Table.Th>
              <Table.Th>{t("add.what")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {refusals.slice(0, most).map((r, i) => (
              <Table.Tr key={i}>
                <Table.Td className="nowrap">{place(r)}</Table.Td>
                <Table.Td className="wrap-anywhere">{r.reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {refusals.length > most && t("common:andMore", { count: refusals.length - most })}
    </Alert>
  );
}
