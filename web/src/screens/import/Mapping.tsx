import { Alert, Button, Checkbox, Group, NumberInput, Select, Stack, Text, Title } from "@mantine/core";
import { History, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send, url } from "../../api/api";
import type { Import, ImportSheet } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Columns } from "./Columns";
import { chosenFields, columnsOf, startFields, twice } from "./fields";

interface Props {
  site: string;
  item: Import;
  onDone: () => void;
}

/** Asks which column of a sheet is which field of an asset. */
export function Mapping({ site, item, onDone }: Props) {
  const { t } = useTranslation("imports");
  const sheets = item.sheets ?? [];
  const first = sheets.find((s) => s.name === item.mapping?.sheet) ?? largest(sheets);
  const [sheet, setSheet] = useState(first);
  const [fields, setFields] = useState(() => startFields(first, item.mapping));
  const [header, setHeader] = useState(item.mapping?.header || first?.header || 1);
  const [createZones, setCreateZones] = useState(item.createZones ?? false);
  const [remember, setRemember] = useState(true);
  const show = useWrite(
    () =>
      send<Import>("PUT", url`/sites/${site}/imports/${item.id}/mapping`, {
        sheet: sheet?.name,
        header,
        columns: columnsOf(fields),
        createZones,
        remember,
      }),
    { touches: [["sites", site, "imports"]], quiet: true, onSuccess: onDone },
  );

  const choose = (name: string | null) => {
    const next = sheets.find((s) => s.name === name);
    if (!next) return;
    setSheet(next);
    setHeader(next.header);
    setFields(startFields(next, item.mapping));
  };
  if (!sheet) return null;
  const double = twice(fields);
  const label = (name: string) => item.fields?.find((f) => f.name === name)?.label ?? name;
  const noKey = !Object.values(fields).includes("key");
  return (
    <Stack>
      <div>
        <Title order={2}>{t("mapping.title")}</Title>
        <Text size="sm" c="dimmed">
          {t("mapping.lead")}
        </Text>
      </div>
      {item.remembered && <Alert icon={<History size={18} />}>{t("mapping.remembered")}</Alert>}
      <Group align="flex-start">
        <Select
          label={t("mapping.sheet")}
          flex="1 1 240px"
          maw={420}
          data={sheets.map((s) => ({ value: s.name, label: t("mapping.sheetRows", { name: s.name, rows: s.rows }) }))}
          value={sheet.name}
          allowDeselect={false}
          onChange={choose}
        />
        <NumberInput
          label={t("mapping.header")}
          description={t("mapping.headerHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          w={220}
          min={1}
          max={1000}
          value={header}
          onChange={(n) => setHeader(Number(n) || 1)}
        />
      </Group>
      <Text size="sm">{t("mapping.count", { used: chosenFields(fields).length, columns: sheet.columns.length })}</Text>
      <Columns sheet={sheet} options={item.fields ?? []} fields={fields} onChange={setFields} />
      <Checkbox
        label={t("mapping.createZones")}
        description={t("mapping.createZonesHint")}
        checked={createZones}
        onChange={(e) => setCreateZones(e.currentTarget.checked)}
      />
      <Checkbox
        label={t("mapping.remember")}
        checked={remember}
        onChange={(e) => setRemember(e.currentTarget.checked)}
      />
      {(double || noKey) && (
        <Alert color="orange" icon={<TriangleAlert size={18} />}>
          {double ? t("mapping.twice", { field: label(double) }) : t("mapping.noKey")}
        </Alert>
      )}
      <ErrorPanel error={show.error} />
      <Group>
        <Button loading={show.isPending} disabled={Boolean(double) || noKey} onClick={() => show.mutate(undefined)}>
          {t("mapping.submit")}
        </Button>
      </Group>
    </Stack>
  );
}

function largest(sheets: ImportSheet[]): ImportSheet | undefined {
  return sheets.reduce<ImportSheet | undefined>((most, s) => (most && most.rows >= s.rows ? most : s), undefined);
}
