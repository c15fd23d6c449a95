import { Button, Group, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Entry } from "../../api/types";
import { kindName } from "../../parts/words";

const kinds = ["zone", "conduit", "asset", "verdict", "site", "capture"];
const areas = ["site", "zone", "conduit", "asset", "verdict", "drawing", "import", "document", "history"] as const;

interface Props {
  filter: { kind: string; verb: string; actor: string };
  /** Entries that are shown, whose actors can be chosen. */
  actors: Entry[];
  onChange: (change: Partial<Props["filter"]>) => void;
}

export function Filters({ filter, actors, onChange }: Props) {
  const { t } = useTranslation("history");
  const people = new Map(actors.map((e) => [e.actor, e.name]));
  if (filter.actor && !people.has(filter.actor)) people.set(filter.actor, filter.actor);
  return (
    <Group gap="xs" align="flex-end" className="no-print">
      <Select
        label={t("filter.verb")}
        placeholder={t("filter.allVerbs")}
        clearable
        data={areas.map((a) => ({ value: `${a}.`, label: t(`area.${a}`) }))}
        value={filter.verb || null}
        onChange={(verb) => onChange({ verb: verb ?? "" })}
      />
      <Select
        label={t("filter.kind")}
        placeholder={t("filter.allKinds")}
        clearable
        data={kinds.map((k) => ({ value: k, label: kindName(k) }))}
        value={filter.kind || null}
        onChange={(kind) => onChange({ kind: kind ?? "" })}
      />
      <Select
        label={t("filter.actor")}
        placeholder={t("filter.allActors")}
        clearable
        searchable
        data={[...people].map(([value, label]) => ({ value, label }))}
        value={filter.actor || null}
        onChange={(actor) => onChange({ actor: actor ?? "" })}
      />
      {Object.values(filter).some(Boolean) && (
        <Button variant="subtle" onClick={() => onChange({ kind: "", verb: "", actor: "" })}>
          {t("filter.clear")}
        </Button>
      )}
    </Group>
  );
}
