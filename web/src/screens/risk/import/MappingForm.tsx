import { NumberInput, Select, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { conduitsOf, zonesOf } from "../../../parts/plant/queries";
import { categories } from "../../../parts/risk/types";
import { riskOptions } from "../../../parts/risk/words";
import type { Mapping, NodeRef, SheetImport } from "./types";

interface Props {
  site: string;
  seen: SheetImport;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Which column feeds which field, and what the file calls the zones and conduits. */
export function MappingForm({ site, seen, mapping, onChange }: Props) {
  const { t } = useTranslation("risk");
  const zones = useQuery(zonesOf(site)).data ?? [];
  const conduits = useQuery(conduitsOf(site)).data ?? [];
  const set = (part: Partial<Mapping>) => onChange({ ...mapping, ...part });
  const sheet = seen.sheets?.find((s) => s.name === mapping.sheet) ?? seen.sheets?.[0];
  const fields = seen.fields ?? [];
  const fieldOf = (index: number) =>
    Object.entries(mapping.columns).find(([, list]) => list.includes(index))?.[0] ?? null;
  const assign = (index: number, field: string | null) => {
    const next: Record<string, number[]> = {};
    for (const [name, list] of Object.entries(mapping.columns)) {
      const left = list.filter((i) => i !== index);
      if (left.length > 0) next[name] = left;
    }
    if (field) {
      const many = fields.find((f) => f.name === field)?.many;
      next[field] = many ? [...(next[field] ?? []), index].sort((a, b) => a - b) : [index];
    }
    set({ columns: next });
  };
  const named = (kind: NodeRef["kind"], list: { id: string; key: string; name: string }[]) =>
    list.map((x) => ({ value: `${kind} ${x.id}`, label: `${x.key} ${x.name}` }));
  const places = [
    { group: t("filter.zones"), items: named("zone", zones) },
    { group: t("filter.conduits"), items: named("conduit", conduits) },
  ];
  const place = (value: string | null): NodeRef | undefined => {
    const [kind, id] = (value ?? "").split(" ");
    return id ? { kind: kind as NodeRef["kind"], id } : undefined;
  };
  const shown = (ref: NodeRef | undefined) => (ref?.id ? `${ref.kind} ${ref.id}` : null);
  const severity = fields.some((f) => f.name === "severity") && mapping.columns.severity !== undefined;
  return (
    <div>
      <Title order={3} mb="xs">
        {t("import.mapping")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {seen.guessed ? t("import.guessed") : t("import.chosen")}
      </Text>
      <div style={{ display: "flex", flexWrap: "wrap", gap: 10 }}>
        <Select
          label={t("import.sheet")}
          data={(seen.sheets ?? []).map((s) => s.name)}
          value={mapping.sheet}
          allowDeselect={false}
          onChange={(v) => v && set({ sheet: v })}
        />
        <NumberInput
          label={t("import.header")}
          value={mapping.header}
          min={1}
          allowDecimal={false}
          onChange={(v) => set({ header: Number(v) || 1 })}
          w={140}
        />
        {severity && (
          <Select
            label={t("import.category")}
            data={riskOptions("category", categories)}
            value={mapping.category ?? null}
            onChange={(v) => set({ category: v ?? undefined })}
          />
        )}
        <Select
          label={t("import.fixed")}
          data={places}
          value={shown(mapping.fixed)}
          searchable
          clearable
          onChange={(v) => set({ fixed: place(v) })}
        />
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t("import.mapping")}>
        <Table mt="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("import.column")}</Table.Th>
              <Table.Th>{t("import.sample")}</Table.Th>
              <Table.Th>{t("import.field")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(sheet?.columns ?? []).map((c) => (
              <Table.Tr key={c.index}>
                <Table.Td>
                  {c.letter} {c.title}
                </Table.Td>
                <Table.Td c="dimmed" className="wrap-anywhere">
                  {(c.sample ?? []).slice(0, 2).join(" · ")}
                </Table.Td>
                <Table.Td>
                  <Select
                    size="xs"
                    aria-label={t("import.fieldOf", { column: c.title || c.letter })}
                    placeholder={t("import.leftOut")}
                    data={fields.map((f) => ({ value: f.name, label: f.label }))}
                    value={fieldOf(c.index)}
                    onChange={(v) => assign(c.index, v)}
                    searchable
                    clearable
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {(seen.nodes ?? []).length > 0 && (
        <>
          <Title order={3} mt="sm" mb="xs">
            {t("import.nodes")}
          </Title>
          {(seen.nodes ?? []).map((n) => (
            <Select
              key={n.text}
              label={t("import.node", { text: n.text, count: n.rows })}
              data={places}
              value={shown(
                mapping.nodes?.[n.text] ?? (n.kind ? { kind: n.kind as NodeRef["kind"], id: n.id } : undefined),
              )}
              placeholder={t("import.nodeUnknown")}
              searchable
              clearable
              mb={4}
              onChange={(v) => {
                const nodes = { ...mapping.nodes };
                const ref = place(v);
                if (ref) nodes[n.text] = ref;
                else delete nodes[n.text];
                set({ nodes });
              }}
            />
          ))}
        </>
      )}
    </div>
  );
}
