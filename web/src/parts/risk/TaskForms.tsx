import { Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { keyOf, url } from "../../api/api";
import { useSave } from "../../api/write";
import { showFields } from "../fields";
import { fieldName } from "../words";
import { FormDialog } from "./FormDialog";
import { sent, useRecordWrite } from "./records";
import type { Task } from "./scope";
import { today } from "./today";

const kind = { name: "task", segment: "tasks" };
const blank: Task = { id: "", version: 0, key: "", name: "", why: "", owner: "", due: "", done: "", outcome: "" };

/** Adds or changes a task. */
export function TaskForm({ site, task, onClose }: { site: string; task: Task | undefined; onClose: () => void }) {
  const { t } = useTranslation("risklib");
  const form = useForm({ initialValues: { ...blank, ...task } });
  const write = useRecordWrite<Task>(site, kind, { onDone: onClose }).write(form.values);
  const submit = form.onSubmit((values) =>
    write.mutate(sent(values), { onError: (problem) => showFields(form, problem) }),
  );
  return (
    <FormDialog
      title={task ? t("task.change", { key: task.key }) : t("task.add")}
      form={form}
      busy={write.isPending}
      error={write.error}
      size="lg"
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t("task.what")} required maxLength={200} data-autofocus {...form.getInputProps("name")} />
      <Textarea label={t("task.why")} description={t("task.whyHint")} maxLength={4000} {...form.getInputProps("why")} />
      <TextInput label={fieldName("owner")} maxLength={200} {...form.getInputProps("owner")} />
      <TextInput type="date" label={fieldName("due")} w={220} {...form.getInputProps("due")} />
      {task?.done && (
        <>
          <TextInput type="date" label={t("task.doneOn")} w={220} {...form.getInputProps("done")} />
          <Textarea label={t("task.outcome")} maxLength={4000} {...form.getInputProps("outcome")} />
        </>
      )}
    </FormDialog>
  );
}

/** Marks a task as done, with what came out. */
export function FinishTask({ site, task, onClose }: { site: string; task: Task; onClose: () => void }) {
  const { t } = useTranslation("risklib");
  const form = useForm({ initialValues: { done: today(), outcome: "" } });
  const save = useSave<Task>((x) => url`/sites/${site}/tasks/${x.id}`, {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    quiet: true,
    said: t("task.finished", { key: task.key }),
    onSuccess: onClose,
  });
  const submit = form.onSubmit((values) =>
    save.mutate(sent({ ...task, ...values }), { onError: (problem) => showFields(form, problem) }),
  );
  return (
    <FormDialog
      title={t("task.finishTitle", { key: task.key })}
      form={form}
      busy={save.isPending}
      error={save.error}
      size="lg"
      untouched={form.values.done !== ""}
      confirm={t("task.finish")}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t("task.outcome")}
        description={t("task.outcomeHint")}
        maxLength={4000}
        data-autofocus
        {...form.getInputProps("outcome")}
      />
      <TextInput type="date" label={t("task.doneOn")} required w={220} {...form.getInputProps("done")} />
    </FormDialog>
  );
}
