import { Badge, Button, Card, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Check, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import { useCan } from "../../api/me";
import { ErrorPanel } from "../ErrorPanel";
import { Key } from "../Key";
import { LoadingRows } from "../Loading";
import { formatDay } from "../TimeAgo";
import { kindName } from "../words";
import "./risk.css";
import { segments, tasksOf, type Task } from "./scope";
import { passed } from "./today";
import { FinishTask, TaskForm } from "./TaskForms";
import type { Head } from "./types";
import { riskWord } from "./words";

interface Props {
  site: string;
  /** Leaves the part out while there is no task at all. */
  hideEmpty?: boolean;
}

/** What has to be done because something happened or came due: open tasks first, done ones on demand. */
export function Tasks({ site, hideEmpty }: Props) {
  const { t } = useTranslation(["risklib", "common"]);
  const mayEdit = useCan()("risk.edit", site);
  const tasks = useQuery(tasksOf(site));
  const [all, setAll] = useState(false);
  const [edited, setEdited] = useState<Task | "new">();
  const [finished, setFinished] = useState<Task>();
  const open = (tasks.data ?? []).filter((x) => !x.done).sort(byDue);
  const done = (tasks.data ?? []).filter((x) => x.done).sort((a, b) => (b.done ?? "").localeCompare(a.done ?? ""));
  if (hideEmpty && tasks.data?.length === 0) return null;
  const entry = (x: Task) => (
    <TaskLine
      key={x.id}
      site={site}
      task={x}
      overdue={!x.done && passed(x.due)}
      mayEdit={mayEdit}
      onEdit={() => setEdited(x)}
      onFinish={() => setFinished(x)}
    />
  );
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="tasks">
      <Group justify="space-between" mb={4}>
        <Title order={2} id="tasks">
          {t("task.title")}
          {open.length > 0 && (
            <Badge ml="xs" component="span">
              {t("task.open", { count: open.length })}
            </Badge>
          )}
        </Title>
        {mayEdit && (
          <Button
            size="compact-sm"
            variant="subtle"
            className="no-print"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setEdited("new")}
          >
            {t("task.add")}
          </Button>
        )}
      </Group>
      {tasks.isError && <ErrorPanel error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isPending && <LoadingRows rows={3} />}
      {tasks.isSuccess && open.length === 0 && (
        <>
          <Text size="sm">{t("task.none")}</Text>
          <Text size="sm" c="dimmed">
            {t("task.noneText")}
          </Text>
        </>
      )}
      {open.length > 0 && <ul className="tasks">{open.map(entry)}</ul>}
      {done.length > 0 && (
        <Button size="compact-sm" variant="subtle" mt="xs" className="no-print" onClick={() => setAll(!all)}>
          {all ? t("task.hideDone") : t("task.showDone", { count: done.length })}
        </Button>
      )}
      {all && <ul className="tasks">{done.map(entry)}</ul>}
      {edited && (
        <TaskForm site={site} task={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
      {finished && <FinishTask site={site} task={finished} onClose={() => setFinished(undefined)} />}
    </Card>
  );
}

interface LineProps {
  site: string;
  task: Task;
  overdue: boolean;
  mayEdit: boolean;
  onEdit: () => void;
  onFinish: () => void;
}

function TaskLine({ site, task: x, overdue, mayEdit, onEdit, onFinish }: LineProps) {
  const { t } = useTranslation(["risklib", "common"]);
  const facts = [
    riskWord("trigger", x.trigger),
    x.done ? t("task.done", { day: formatDay(x.done) }) : undefined,
    !x.done && (x.owner ? t("task.owner", { owner: x.owner }) : t("task.noOwner")),
  ].filter(Boolean);
  return (
    <li className="task" data-done={x.done ? true : undefined}>
      <div>
        <Text size="sm" fw={550} className="wrap-anywhere">
          <Key>{x.key}</Key> {x.name}
        </Text>
        {x.why && (
          <Text size="sm" c="dimmed">
            {x.why}
          </Text>
        )}
        <Text size="xs" c="dimmed" component="div">
          {!x.done && (
            <Badge size="sm" mr={6} color={overdue ? "red" : "gray"}>
              {x.due ? t(overdue ? "task.overdue" : "task.due", { day: formatDay(x.due) }) : t("task.noDue")}
            </Badge>
          )}
          {facts.join(" · ")} <About site={site} task={x} />
        </Text>
        {x.outcome && <Text size="sm">{x.outcome}</Text>}
      </div>
      {mayEdit && (
        <Group gap={4} className="no-print" wrap="nowrap">
          <Button size="compact-sm" variant="default" onClick={onEdit} aria-label={t("task.change", { key: x.key })}>
            {t("common:edit")}
          </Button>
          {!x.done && (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<Check size={14} aria-hidden />}
              onClick={onFinish}
              aria-label={t("task.finishOf", { key: x.key })}
            >
              {t("task.finish")}
            </Button>
          )}
        </Group>
      )}
    </li>
  );
}

/** The record that a task is about, by its key; one that is gone is left out. */
function About({ site, task: x }: { site: string; task: Task }) {
  const { t } = useTranslation("risklib");
  const segment = x.kind ? segments[x.kind] : undefined;
  const record = useQuery({
    ...reading<Head>(url`/sites/${site}/${segment ?? ""}/${x.record ?? ""}`),
    enabled: Boolean(segment && x.record),
    retry: false,
    staleTime: 60_000,
  });
  if (!record.data || !x.kind) return null;
  return <>{t("task.about", { kind: kindName(x.kind), key: record.data.key })}</>;
}

/** Those with a date come first, the earliest first. */
function byDue(a: Task, b: Task): number {
  return (a.due || "9999").localeCompare(b.due || "9999") || a.key.localeCompare(b.key, undefined, { numeric: true });
}
