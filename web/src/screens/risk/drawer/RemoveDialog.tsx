import { Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { entryOf, queries, reading, send, url } from "../../../api/api";
import type { Page, Ref } from "../../../api/types";
import { useWrite } from "../../../api/write";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { scenariosOf } from "../../../parts/risk/queries";
import type { Scenario } from "../../../parts/risk/types";
import { sent } from "../sheet/drafts";
import { keep, rateAgain } from "../sheet/useSheet";

interface Props {
  site: string;
  scenario: Scenario;
  onDone: (entry: number) => void;
  onClose: () => void;
}

/** A risk never becomes zero: a scenario leaves the register only when its hazard was removed by design. */
export function RemoveDialog({ site, scenario, onDone, onClose }: Props) {
  const { t } = useTranslation(["risk", "common"]);
  const path = url`/sites/${site}/scenarios/${scenario.id}`;
  const references = useQuery(reading<Page<Ref>>(`${path}/references`));
  const [removed, setRemoved] = useState(scenario.removed ?? "");
  const remove = useWrite(
    async () => {
      let { version } = scenario;
      // The evidence is put on record first, so that the history has it.
      if (removed.trim() !== (scenario.removed ?? "")) {
        const body = { ...sent({ ...scenario, removed: removed.trim() }), key: scenario.key, name: scenario.name };
        const told = await send<Scenario>("PUT", path, body, version);
        keep(site, [told]);
        ({ version } = told);
      }
      return send("DELETE", path, undefined, version);
    },
    {
      touches: [],
      site,
      quiet: true,
      said: t("remove.done", { key: scenario.key }),
      onSuccess: (out) => {
        queries.setQueryData(scenariosOf(site).queryKey, (old: Scenario[] | undefined) =>
          old?.filter((s) => s.id !== scenario.id),
        );
        rateAgain(site);
        onDone(entryOf(out));
      },
    },
  );
  return (
    <ConfirmDialog
      opened
      danger
      title={t("remove.title", { key: scenario.key })}
      text={t("remove.text")}
      confirm={t("common:delete")}
      references={references.data?.items}
      disabled={references.isPending || removed.trim() === ""}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      <Textarea
        label={t("remove.evidence")}
        description={t("remove.evidenceHint")}
        value={removed}
        onChange={(e) => setRemoved(e.currentTarget.value)}
        maxLength={4000}
        required
      />
    </ConfirmDialog>
  );
}
