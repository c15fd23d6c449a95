import { Button, Checkbox, Group, Select, Text } from "@mantine/core";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { Key } from "../../../parts/Key";
import type { Reference, SeriesPack, Standard } from "../../../parts/library/types";
import { useAddress } from "../useAddress";
import { layout } from "./layout";
import { Picture } from "./Picture";
import { standardsOf } from "./series";
import classes from "./series.module.css";

interface Props {
  pack: SeriesPack;
  shown: Standard[];
  onOpen: (id: string) => void;
}

/** How the standards hang together: a picture to look around in, and the same as a list. */
export default function Together({ pack, shown, onOpen }: Props) {
  const { t } = useTranslation("standards");
  const { get, change } = useAddress();
  const search = get("search");
  const verb = get("verb");
  const alone = get("beside") === "no";
  const at = get("at");

  const fits = (r: Reference) => !verb || r.verb === verb;
  const ids = new Set(shown.map((s) => s.id));
  // What was searched for is shown with what it touches.
  if (search) {
    for (const r of pack.references) {
      if (!fits(r) || !(shown.some((s) => s.id === r.from) || shown.some((s) => s.id === r.to))) continue;
      ids.add(r.from).add(r.to);
    }
  }
  const visible = standardsOf(pack).filter((s) => ids.has(s.id) && !(alone && s.group === "related"));
  const there = new Set(visible.map((s) => s.id));
  const edges = pack.references.filter((r) => fits(r) && there.has(r.from) && there.has(r.to));
  const chosen = there.has(at) ? at : "";
  const listed = chosen ? edges.filter((r) => r.from === chosen || r.to === chosen) : edges;
  const verbs = [...new Set(pack.references.map((r) => r.verb))].sort();

  const open = (id: string) => (
    <Button size="compact-xs" variant="subtle" onClick={() => onOpen(id)}>
      {id}
    </Button>
  );
  const columns: Column<Reference>[] = [
    { id: "from", title: t("together.from"), cell: (r) => open(r.from), sort: (r) => r.from },
    { id: "verb", title: t("together.does"), cell: (r) => r.verb, sort: (r) => r.verb },
    { id: "to", title: t("together.to"), cell: (r) => open(r.to), sort: (r) => r.to },
    { id: "note", title: t("together.note"), cell: (r) => r.note ?? "" },
  ];
  return (
    <>
      <Group gap="md" mb="sm" className="no-print">
        <Select
          aria-label={t("together.verb")}
          placeholder={t("together.anyVerb")}
          clearable
          data={verbs}
          value={verb || null}
          onChange={(v) => change({ verb: v ?? undefined })}
          w={210}
        />
        <Checkbox
          label={t("together.beside")}
          checked={!alone}
          onChange={(e) => change({ beside: e.currentTarget.checked ? undefined : "no" })}
        />
        <Text size="sm" c="dimmed">
          {t("together.hint")}
        </Text>
      </Group>
      <Picture
        picture={layout(pack, visible)}
        edges={edges}
        chosen={chosen}
        onChoose={(id) => change({ at: id === chosen ? undefined : id })}
      />
      <Group mt="md" mb="xs" gap="sm">
        <h2 className={classes.heading}>{chosen ? t("together.listOf", { standard: chosen }) : t("together.list")}</h2>
        {chosen && (
          <>
            <Button size="compact-sm" variant="light" onClick={() => onOpen(chosen)}>
              {t("together.open")} <Key>{chosen}</Key>
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<X size={14} aria-hidden />}
              onClick={() => change({ at: undefined })}
            >
              {t("together.all")}
            </Button>
          </>
        )}
      </Group>
      {listed.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("together.nothing")}
        </Text>
      )}
      {listed.length > 0 && (
        <DataTable
          caption={t("together.list")}
          columns={columns}
          rows={listed}
          rowKey={(r) => r.from + r.verb + r.to}
          cards
        />
      )}
    </>
  );
}
