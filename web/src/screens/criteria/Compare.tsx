import { Group, Select, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Criteria } from "../../parts/risk/types";
import classes from "./criteria.module.css";
import { changedCells, differences } from "./lines";
import { Matrix } from "./Matrix";

interface Props {
  all: Criteria[];
  from: string | undefined;
  to: string | undefined;
  onChoose: (from: string, to: string) => void;
}

/** What a version says otherwise than another. */
export function Compare({ all, from, to, onChoose }: Props) {
  const { t } = useTranslation("criteria");
  const a = all.find((c) => c.id === from) ?? all[0];
  const b = all.find((c) => c.id === to) ?? all.at(-1);
  if (!a || !b) return null;
  const data = all.map((c) => ({ value: c.id, label: `${c.key} ${c.name}` }));
  const found = differences(a, b);
  const cells = changedCells(a, b);
  return (
    <section aria-labelledby="compare">
      <Title order={2} id="compare">
        {t("compare.title")}
      </Title>
      <Group gap="sm" my="xs" align="end">
        <Select
          label={t("compare.from")}
          data={data}
          value={a.id}
          allowDeselect={false}
          onChange={(v) => v && onChoose(v, b.id)}
          w={320}
          maw="100%"
        />
        <Select
          label={t("compare.to")}
          data={data}
          value={b.id}
          allowDeselect={false}
          onChange={(v) => v && onChoose(a.id, v)}
          w={320}
          maw="100%"
        />
      </Group>
      <Text size="sm" mb="sm" role="status">
        {found.length === 0 ? t("compare.same") : t("compare.found", { count: found.length })}
      </Text>
      {found.length > 0 && (
        <>
          <Group gap="xl" align="start" mb="md">
            {[a, b].map((c, i) => (
              <figure key={i} className={classes.figure}>
                <Matrix
                  small
                  criteria={c}
                  caption={t("matrixOf", { key: c.key })}
                  marked={i === 1 ? cells : undefined}
                />
                <figcaption>
                  {c.key} {i === 1 && cells.size > 0 && t("compare.cells", { count: cells.size })}
                </figcaption>
              </figure>
            ))}
          </Group>
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t("compare.title")}>
            <Table verticalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("compare.part")}</Table.Th>
                  <Table.Th>{t("compare.what")}</Table.Th>
                  <Table.Th>{a.key}</Table.Th>
                  <Table.Th>{b.key}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {found.map((d) => (
                  <Table.Tr key={d.part + d.what}>
                    <Table.Td>{t(`part.${d.part}`)}</Table.Td>
                    <Table.Td>{d.what}</Table.Td>
                    <Table.Td>{d.before ? <del className={classes.was}>{d.before}</del> : "–"}</Table.Td>
                    <Table.Td>{d.after ? <ins className={classes.now}>{d.after}</ins> : "–"}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </>
      )}
    </section>
  );
}
