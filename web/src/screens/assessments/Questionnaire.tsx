import { Button, FileInput, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FileDown, FileUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { address, url } from "../../api/api";
import { useCan } from "../../api/me";
import { refresh, undo } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import type { Assessment } from "../../parts/library/assessment";
import { said, saidUndo } from "../../parts/notice";
import { useSites } from "../../parts/sites";
import classes from "./assessments.module.css";
import { Preview } from "./Preview";
import { readQuestionnaire, sitesOf, type Applying, type QuestionnaireResult } from "./questionnaire";

/** Answering without the program: a workbook goes out, comes back filled in, is looked at and applied. */
export function Questionnaire({ assessment: a }: { assessment: Assessment }) {
  const { t } = useTranslation(["assessments", "common"]);
  const can = useCan();
  const sites = useSites();
  const [file, setFile] = useState<File | null>(null);
  const [done, setDone] = useState<number>();
  const read = useMutation({ mutationFn: (f: File) => readQuestionnaire(a.id, f) });
  const apply = useMutation({
    mutationFn: ({ f, how }: { f: File; how: Applying }) => readQuestionnaire(a.id, f, how),
    onSuccess: (out: QuestionnaireResult, { how }) => {
      const where = sitesOf(out.rows, how.takeConflicts);
      const takeBack = async () => {
        for (const [i, seq] of out.entries.entries()) await undo(where[i] ?? "", seq);
      };
      const text = t("sheet.applied", { count: out.applied });
      if (out.entries.length > 0 && where.every((s) => can("history.restore", s || undefined)))
        saidUndo(text, takeBack);
      else said(text);
      setDone(out.applied);
      setFile(null);
      read.reset();
      refresh();
    },
  });
  const path = url`/assessments/${a.id}/questionnaire.xlsx`;
  const choose = (f: File | null) => {
    setFile(f);
    setDone(undefined);
    apply.reset();
    if (f) read.mutate(f);
    else read.reset();
  };
  return (
    <ol className={classes.steps}>
      <li>
        <Title order={2} fz="md">
          {t("sheet.get")}
        </Title>
        <Text size="sm" mb="xs">
          {t("sheet.getText")}
        </Text>
        <Group gap="xs">
          <Download href={address(path)} label={t("sheet.whole")} />
          {a.parts.length > 1 &&
            a.parts.map((p, i) => (
              <Download
                key={i}
                href={address(path, { part: i })}
                label={t("sheet.part", {
                  n: i + 1,
                  name: sites.find((s) => s.id === p.site)?.key ?? t("plan.productsAndCompanies"),
                })}
              />
            ))}
        </Group>
      </li>
      <li>
        <Title order={2} fz="md">
          {t("sheet.send")}
        </Title>
        <Text size="sm" mb="xs">
          {t(a.state === "open" ? "sheet.sendText" : "sheet.sendPlanned")}
        </Text>
        <FileInput
          label={t("sheet.file")}
          placeholder={t("sheet.choose")}
          leftSection={<FileUp size={16} aria-hidden />}
          accept=".xlsx"
          clearable
          clearButtonProps={{ "aria-label": t("common:clear") }}
          maw={420}
          value={file}
          onChange={choose}
        />
      </li>
      <li aria-live="polite" aria-busy={read.isPending || undefined}>
        {read.isPending && <Text size="sm">{t("sheet.reading")}</Text>}
        <Stack gap="sm">
          <ErrorPanel error={read.error} onRetry={file ? () => read.mutate(file) : undefined} />
          {done !== undefined && <Text size="sm">{t("sheet.appliedText", { count: done })}</Text>}
          {file && read.data && (
            <Preview
              key={read.data.hash}
              result={read.data}
              busy={apply.isPending}
              error={apply.error}
              onAgain={() => choose(file)}
              onApply={(how) => apply.mutate({ f: file, how })}
            />
          )}
        </Stack>
      </li>
    </ol>
  );
}

function Download({ href, label }: { href: string; label: string }) {
  return (
    <Button component="a" href={href} download variant="default" leftSection={<FileDown size={16} aria-hidden />}>
      {label}
    </Button>
  );
}
