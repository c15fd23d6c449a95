import { Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { url } from "../../../api/api";
import { useSave } from "../../../api/write";
import { showFields } from "../../../parts/fields";
import { EvidencePicker } from "../../../parts/library/EvidencePicker";
import { FormDialog } from "../../../parts/risk/FormDialog";
import classes from "../exchange.module.css";
import { FlagMark } from "../Marks";
import { results, type Test } from "../types";

interface Props {
  site: string;
  test: Test;
  readOnly: boolean;
  onClose: () => void;
}

const blank = { steps: "", expected: "", found: "", by: "", witness: "", on: "" };

/** One acceptance test: how it is done, and what came of it. */
export function TestForm({ site, test, readOnly, onClose }: Props) {
  const { t } = useTranslation("exchange");
  const form = useForm<Test>({ initialValues: { ...blank, proofs: [], ...test } });
  const save = useSave<Test>((x) => url`/tests/${x.id}`, {
    site,
    quiet: true,
    said: (x) => t("tests.saved", { key: x.key }),
    onSuccess: onClose,
  });
  const field = (name: keyof typeof blank) => ({ label: t(`tests.${name}`), readOnly, ...form.getInputProps(name) });
  return (
    <FormDialog
      title={`${test.key} ${test.name}`}
      form={form}
      busy={save.isPending}
      error={save.error}
      readOnly={readOnly}
      onSubmit={form.onSubmit((x) => save.mutate(x, { onError: (problem) => showFields(form, problem) }))}
      onClose={onClose}
    >
      <dl className={classes.facts}>
        <dt>{t("tests.phase")}</dt>
        <dd className={classes.line}>
          {t(`phase.${test.phase}`)} {test.holdPoint && <FlagMark flag="hold" />}
        </dd>
        <dt>{t("content.line")}</dt>
        <dd>
          {test.line} {test.subject}
        </dd>
        <dt>{t("tests.asks")}</dt>
        <dd className={classes.text}>{test.asks}</dd>
      </dl>
      <Textarea {...field("steps")} autosize minRows={2} />
      <Textarea {...field("expected")} autosize minRows={2} />
      <Select
        label={t("tests.result")}
        description={test.holdPoint ? t("tests.holdHint") : undefined}
        data={results.map((r) => ({ value: r, label: t(`result.${r}`) }))}
        allowDeselect={false}
        readOnly={readOnly}
        {...form.getInputProps("result")}
      />
      <Textarea {...field("found")} description={t("tests.foundHint")} autosize minRows={2} />
      <TextInput {...field("by")} />
      <TextInput {...field("witness")} description={t("tests.witnessHint")} />
      <TextInput {...field("on")} type="date" />
      <EvidencePicker
        site={site}
        label={t("tests.proofs")}
        value={form.values.proofs ?? []}
        onChange={(ids) => form.setFieldValue("proofs", ids)}
        error={form.errors.proofs as string | undefined}
        readOnly={readOnly}
      />
    </FormDialog>
  );
}
