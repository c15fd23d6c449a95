import { Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { History, Trash2, Waypoints } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { entryOf, queries, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { Problem } from "../../../api/problem";
import { useSave } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { LoadingRows } from "../../../parts/Loading";
import { traceFrom } from "../../../parts/library/places";
import { LinkButton } from "../../../parts/plant/link";
import { explainedOf } from "../../../parts/risk/queries";
import type { ExplainedScenario, Scenario } from "../../../parts/risk/types";
import { sent } from "../sheet/drafts";
import type { Lookup } from "../sheet/lookup";
import { keep, rateAgain } from "../sheet/useSheet";
import { AcceptanceSection } from "./Acceptance";
import classes from "./drawer.module.css";
import { Fields } from "./Fields";
import { Numbers } from "./Numbers";
import { RemoveDialog } from "./RemoveDialog";
import { Safeguards } from "./Safeguards";
import { Section } from "./Section";
import { Flags, Stages } from "./Stages";

interface Props {
  site: string;
  id: string;
  look: Lookup;
  locked: boolean;
  /** An entry of the history was left. */
  onLeft: (entry: number) => void;
  onClose: () => void;
}

/** One scenario with its safeguards and everything that follows from it. */
export function ScenarioDrawer(p: Props) {
  const { t } = useTranslation("risk");
  const explained = useQuery(explainedOf(p.site, p.id));
  const scenario = explained.data?.scenario;
  return (
    <Drawer
      opened
      onClose={p.onClose}
      position="right"
      size="xl"
      title={
        scenario ? (
          <>
            <Key>{scenario.key}</Key> {scenario.name || scenario.deviation}
          </>
        ) : (
          t("drawer.title")
        )
      }
    >
      {explained.isError && <ErrorPanel error={explained.error} onRetry={() => void explained.refetch()} />}
      {!explained.data && !explained.isError && <LoadingRows rows={10} />}
      {explained.data && (
        <Opened key={`${p.id} ${explained.data.scenario.version}`} {...p} explained={explained.data} />
      )}
    </Drawer>
  );
}

function Opened({ site, look, locked, explained, onLeft, onClose }: Props & { explained: ExplainedScenario }) {
  const { t } = useTranslation(["risk", "common"]);
  const can = useCan();
  const [now, setNow] = useState<Scenario>(explained.scenario);
  const [removing, setRemoving] = useState(false);
  const stored = explained.scenario;
  const dirty = now !== stored && JSON.stringify(sent(now)) !== JSON.stringify(sent(stored));
  const set = (part: Partial<Scenario>) => setNow((old) => ({ ...old, ...part }));

  const took = (s: Scenario) => {
    onLeft(entryOf(s));
    queries.setQueryData(explainedOf(site, s.id).queryKey, (old) => old && { ...old, scenario: s });
    keep(site, [s]);
    rateAgain(site);
  };
  const save = useSave<Scenario>((s) => url`/sites/${site}/scenarios/${s.id}`, {
    touches: [],
    site,
    quiet: true,
    body: (s) => ({ ...sent(s), key: s.key, name: s.name }),
    said: (s) => t("drawer.saved", { key: s.key }),
    onSuccess: took,
  });
  const errors = save.error instanceof Problem ? save.error.fields : {};
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (e.target === e.currentTarget) save.mutate(now);
  };
  const { criteria } = look;
  const { result } = explained;
  return (
    <form onSubmit={submit} aria-label={stored.key}>
      <Stack gap="sm" className={classes.bar}>
        <ErrorPanel error={save.error} />
        <Group justify="space-between">
          <Group gap="xs">
            {can("history.read", site) && (
              <LinkButton
                variant="default"
                size="xs"
                to="/sites/$site/history"
                params={{ site }}
                search={{ record: "scenario", id: stored.id }}
                leftSection={<History size={15} aria-hidden />}
              >
                {t("drawer.history")}
              </LinkButton>
            )}
            <LinkButton
              variant="default"
              size="xs"
              leftSection={<Waypoints size={15} aria-hidden />}
              {...traceFrom(site, "scenario", stored.id)}
            >
              {t("drawer.trace")}
            </LinkButton>
            {!locked && (
              <Button
                size="xs"
                variant="default"
                leftSection={<Trash2 size={15} aria-hidden />}
                onClick={() => setRemoving(true)}
              >
                {t("remove.open")}
              </Button>
            )}
          </Group>
          <Group gap="xs">
            {dirty && (
              <Text size="sm" c="dimmed">
                {t("drawer.unsaved")}
              </Text>
            )}
            <Button size="xs" variant="default" onClick={onClose}>
              {dirty ? t("common:cancel") : t("common:close")}
            </Button>
            {!locked && (
              <Button size="xs" type="submit" loading={save.isPending} disabled={!dirty}>
                {t("common:save")}
              </Button>
            )}
          </Group>
        </Group>
      </Stack>
      <Stack gap="lg">
        <Section title={t("drawer.risk")}>
          <Stages result={result} criteria={criteria} />
        </Section>
        {result.flags.length > 0 && (
          <Section title={t("drawer.flags", { count: result.flags.length })}>
            <Flags flags={result.flags} />
          </Section>
        )}
        <AcceptanceSection site={site} explained={explained} criteria={criteria} disabled={dirty} onTook={took} />
        <Section title={t("drawer.safeguards")}>
          <Safeguards
            list={now.safeguards ?? []}
            stored={stored.safeguards ?? []}
            credits={result.credits}
            look={look}
            readOnly={locked}
            errors={errors}
            onChange={(safeguards) => set({ safeguards })}
          />
        </Section>
        <Fields site={site} scenario={now} look={look} readOnly={locked} errors={errors} onChange={set} />
        <Section title={t("drawer.numbers")}>
          <Numbers scenario={now} explained={explained} readOnly={locked} errors={errors} onChange={set} />
        </Section>
      </Stack>
      {removing && (
        <RemoveDialog
          site={site}
          scenario={stored}
          onDone={(entry) => {
            onLeft(entry);
            onClose();
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </form>
  );
}
