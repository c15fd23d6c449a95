import { Button, Group, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { BandBadge } from "../../../parts/risk/BandBadge";
import type { Scenario, ScenarioResult } from "../../../parts/risk/types";
import { Key } from "../../../parts/Key";
import type { Lookup } from "./lookup";
import classes from "./sheet.module.css";

interface Props {
  scenarios: Scenario[];
  results: Map<string, ScenarioResult>;
  look: Lookup;
  onOpen: (id: string) => void;
}

const atOnce = 60;

/** The scenarios on a narrow screen; each is read and changed in its details. */
export function Cards({ scenarios, results, look, onOpen }: Props) {
  const { t } = useTranslation(["risk", "common"]);
  const [shown, setShown] = useState(atOnce);
  return (
    <div className="no-print">
      <ul className={classes.list} aria-label={t("sheet.grid")}>
        {scenarios.slice(0, shown).map((s) => {
          const r = results.get(s.id);
          return (
            <li key={s.id} className={classes.card}>
              <UnstyledButton onClick={() => onOpen(s.id)} fw={600}>
                <Key>{s.key}</Key> {s.name || s.deviation}
              </UnstyledButton>
              <Text size="xs" c="dimmed">
                {look.key(s.zone || s.conduit || "")}
                {s.owner && ` · ${s.owner}`}
              </Text>
              {r && (
                <Group gap={6} mt={4}>
                  <BandBadge band={r.unmitigated.band} criteria={look.criteria} />
                  {"→"}
                  <BandBadge band={r.existing.band} criteria={look.criteria} />
                  {"→"}
                  <BandBadge band={r.residual.band} criteria={look.criteria} />
                </Group>
              )}
            </li>
          );
        })}
      </ul>
      {scenarios.length > shown && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setShown(shown + atOnce)}>
          {t("common:more")}
        </Button>
      )}
    </div>
  );
}
