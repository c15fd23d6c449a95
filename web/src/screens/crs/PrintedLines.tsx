import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../parts/TimeAgo";
import { cells, columns } from "./columns";
import type { Line } from "./crs";
import classes from "./crs.module.css";

/** The requirements on paper: those that are loaded. The documents to download have all. */
export function PrintedLines({ lines, total }: { lines: Line[]; total: number }) {
  const { t } = useTranslation("crs");
  return (
    <>
      {lines.length < total && (
        <Text size="sm">{t("lines.printed", { loaded: formatNumber(lines.length), total: formatNumber(total) })}</Text>
      )}
      <Table aria-label={t("lines.table")} className={classes.printed}>
        <Table.Thead>
          <Table.Tr>
            {cells.map((id) => (
              <Table.Th key={id}>{t(`column.${id}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              {cells.map((id) => (
                <Table.Td key={id}>{columns[id].cell(line)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
