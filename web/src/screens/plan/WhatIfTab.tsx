import { ActionIcon, Alert, Button, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FlaskConical, Plus, Save, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import { proposalsOf, trying, type Change, type Proposal } from "../../api/plan";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { useShortcut } from "../../parts/Shortcuts";
import { AddChange } from "./AddChange";
import { Kept } from "./Kept";
import classes from "./plan.module.css";
import { Result } from "./Result";
import { SaveDialog } from "./SaveDialog";

/** A change with what people call it until the server has put it into words. */
export interface Tried {
  change: Change;
  label: string;
}

/** Changes on the left, what they would do on the right. */
export function WhatIfTab({ site }: { site: string }) {
  const { t } = useTranslation("plan");
  const can = useCan();
  const mayKeep = can("risk.edit", site);
  const [tried, setTried] = useState<Tried[]>([]);
  const [adding, setAdding] = useState(false);
  const [keeping, setKeeping] = useState(false);
  const changes = tried.map((x) => x.change);
  const result = useQuery({ ...trying(site, changes), placeholderData: keepPreviousData });
  const shown = changes.length > 0 && !result.isError ? result.data : undefined;
  useShortcut("n", t("whatIf.add"), () => setAdding(true));

  const told = (i: number) => (shown?.changes.length === tried.length && shown.changes[i]?.text) || tried[i]?.label;
  const open = (p: Proposal) => setTried(p.changes.map((change) => ({ change, label: t(`kind.${change.kind}`) })));

  return (
    <div className={classes.halves}>
      <Stack gap="md" className={classes.side}>
        <Paper withBorder p="md" component="section" aria-labelledby="tried-title">
          <Group justify="space-between" mb="xs">
            <Title order={2} size="h4" id="tried-title">
              {t("whatIf.changes")}
            </Title>
            <Button
              className="no-print"
              size="compact-sm"
              leftSection={<Plus size={15} aria-hidden />}
              onClick={() => setAdding(true)}
            >
              {t("whatIf.add")}
            </Button>
          </Group>
          {tried.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("whatIf.noChanges")}
            </Text>
          )}
          <ol className={classes.changes}>
            {tried.map((_, i) => (
              <li key={i}>
                <span>{told(i)}</span>
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  aria-label={t("whatIf.remove", { change: told(i) })}
                  onClick={() => setTried(tried.filter((_, k) => k !== i))}
                >
                  <X size={15} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ol>
          {tried.length > 0 && (
            <Group gap="xs" mt="sm" className="no-print">
              {mayKeep && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<Save size={15} aria-hidden />}
                  disabled={!shown || result.isPlaceholderData}
                  onClick={() => setKeeping(true)}
                >
                  {t("whatIf.keep")}
                </Button>
              )}
              <Button size="compact-sm" variant="subtle" onClick={() => setTried([])}>
                {t("whatIf.clear")}
              </Button>
            </Group>
          )}
        </Paper>
        <Kept
          site={site}
          kind="proposals"
          list={proposalsOf(site)}
          title={t("whatIf.kept")}
          none={t("whatIf.noneKept")}
          onOpen={open}
        />
      </Stack>

      <div className={classes.main} aria-live="polite" aria-busy={result.isFetching}>
        {tried.length === 0 && (
          <EmptyState icon={FlaskConical} title={t("whatIf.empty")} text={t("whatIf.emptyText")}>
            <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
              {t("whatIf.add")}
            </Button>
          </EmptyState>
        )}
        {tried.length > 0 && result.isError && (
          <>
            <ErrorPanel error={result.error} onRetry={() => void result.refetch()} />
            <Text size="sm" c="dimmed" mt="xs">
              {t("whatIf.mend")}
            </Text>
          </>
        )}
        {tried.length > 0 && result.isPending && <LoadingRows rows={10} />}
        {shown && (
          <div className={result.isPlaceholderData ? classes.stale : undefined}>
            <Alert color="gray" title={t("whatIf.simulated")} mb="md">
              <List size="sm">
                {shown.rules.map((rule) => (
                  <List.Item key={rule}>{rule}</List.Item>
                ))}
              </List>
            </Alert>
            <Result site={site} result={shown} />
          </div>
        )}
      </div>

      {adding && (
        <AddChange
          site={site}
          onAdd={(change, label) => {
            setTried([...tried, { change, label }]);
            setAdding(false);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {keeping && shown && (
        <SaveDialog
          title={t("whatIf.keep")}
          run={(name, note) =>
            send<Proposal>("POST", url`/sites/${site}/proposals`, { key: "", name, note, changes, result: shown })
          }
          site={site}
          touches={[keyOf(url`/sites/${site}/proposals`)]}
          onClose={() => setKeeping(false)}
        />
      )}
    </div>
  );
}
