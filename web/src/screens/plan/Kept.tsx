import { ActionIcon, Paper, Skeleton, Text, Title, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import type { Head, Listing } from "../../api/plan";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import classes from "./plan.module.css";

interface Props<T extends Head> {
  site: string;
  kind: "proposals" | "roadmaps";
  list: Listing<T>;
  title: string;
  none: string;
  onOpen: (record: T) => void;
}

/** What was kept: to open again or to delete. */
export function Kept<T extends Head & { note?: string }>({ site, kind, list, title, none, onOpen }: Props<T>) {
  const { t } = useTranslation("plan");
  const heading = useId();
  const can = useCan();
  const records = useQuery(list);
  const [doomed, setDoomed] = useState<T>();
  const remove = useWrite((x: T) => send("DELETE", url`/sites/${site}/${kind}/${x.id}`, undefined, x.version), {
    touches: [keyOf(url`/sites/${site}/${kind}`)],
    site,
    quiet: true,
    said: (_, x) => t("kept.deleted", { name: x.name }),
    onSuccess: () => setDoomed(undefined),
  });
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={heading} className="no-print">
      <Title order={2} size="h4" id={heading} mb="xs">
        {title}
      </Title>
      {records.isError && <ErrorPanel error={records.error} onRetry={() => void records.refetch()} />}
      {records.isPending && <Skeleton height={22} />}
      {records.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      <ul className={classes.kept}>
        {(records.data ?? []).map((x) => (
          <li key={x.id}>
            <UnstyledButton fz="sm" onClick={() => onOpen(x)} title={x.note}>
              <Key>{x.key}</Key> {x.name}
            </UnstyledButton>
            {can("risk.edit", site) && (
              <ActionIcon
                variant="subtle"
                size="sm"
                color="gray"
                aria-label={t("kept.delete", { name: x.name })}
                onClick={() => setDoomed(x)}
              >
                <Trash2 size={15} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {doomed && (
        <ConfirmDialog
          opened
          danger
          title={t("kept.deleteTitle", { name: doomed.name })}
          text={t("kept.deleteText")}
          confirm={t("kept.deleteConfirm")}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(doomed)}
          onClose={() => setDoomed(undefined)}
        />
      )}
    </Paper>
  );
}
