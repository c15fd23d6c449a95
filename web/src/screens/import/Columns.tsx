import { Badge, Group, Select, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ImportColumn, ImportSheet } from "../../api/types";
import type { Fields } from "./fields";

interface Props {
  sheet: ImportSheet;
  options: { name: string; label: string }[];
  fields: Fields;
  onChange: (fields: Fields) => void;
}

/** One line per column: its title, its first values, and the field it feeds. */
export function Columns({ sheet, options, fields, onChange }: Props) {
  const { t } = useTranslation("imports");
  const data = options.map((f) => ({ value: f.name, label: f.label }));
  return (
    <div className="scroll-x">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("mapping.column")}</Table.Th>
            <Table.Th visibleFrom="sm">{t("mapping.samples")}</Table.Th>
            <Table.Th w={280}>{t("mapping.field")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sheet.columns.map((c) => {
            const field = fields[c.index] ?? "";
            return (
              <Table.Tr key={c.index}>
                <Table.Td>
                  <Text size="sm" fw={field ? 600 : undefined}>
                    <span className="mono">{c.letter}</span> {c.title || t("mapping.noTitle")}
                  </Text>
                  <Text size="xs" c="dimmed" hiddenFrom="sm" truncate maw={140}>
                    {samples(c)}
                  </Text>
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  <Text size="xs" c="dimmed" lineClamp={2} className="wrap-anywhere">
                    {samples(c) || t("mapping.noSamples")}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Group gap={6} wrap="nowrap">
                    <Select
                      flex={1}
                      size="xs"
                      aria-label={`${t("mapping.field")}: ${c.title || c.letter}`}
                      placeholder={t("mapping.skip")}
                      searchable
                      clearable
                      data={data}
                      value={field || null}
                      onChange={(name) => onChange({ ...fields, [c.index]: name ?? "" })}
                    />
                    {field !== "" && field === c.guess && (
                      <Badge color="gray" visibleFrom="sm">
                        {t("mapping.guessed")}
                      </Badge>
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function samples(c: ImportColumn): string {
  return (c.sample ?? []).filter(Boolean).join(" · ");
}
