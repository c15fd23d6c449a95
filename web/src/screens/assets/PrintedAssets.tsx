import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Asset, Zone } from "../../api/types";
import { formatNumber } from "../../parts/TimeAgo";
import classes from "./assets.module.css";
import { columnIDs, columns } from "./columns";

interface Props {
  assets: Asset[];
  total: number;
  zones: Map<string, Zone>;
  visible: Record<string, boolean>;
}

/** The assets on paper: the columns that are chosen, all rows that are loaded. */
export function PrintedAssets({ assets, total, zones, visible }: Props) {
  const { t } = useTranslation("plant");
  const shown = columnIDs.filter((id) => visible[id]);
  return (
    <>
      {assets.length < total && (
        <Text size="sm">
          {t("assets.printed", { loaded: formatNumber(assets.length), total: formatNumber(total) })}
        </Text>
      )}
      <Table aria-label={t("assets.table")} className={classes.printed}>
        <Table.Thead>
          <Table.Tr>
            {shown.map((id) => (
              <Table.Th key={id}>{t(`assets.column.${id}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {assets.map((asset) => (
            <Table.Tr key={asset.id}>
              {shown.map((id) => (
                <Table.Td key={id}>{columns[id].cell(asset, zones)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
