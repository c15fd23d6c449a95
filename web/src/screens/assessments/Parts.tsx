import { Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import type { Assessment, PartProgress, Progress, SubjectProgress } from "../../parts/library/assessment";
import { useSites } from "../../parts/sites";
import { AnswerLink } from "./AnswerLink";
import classes from "./assessments.module.css";
import { AnsweredBar } from "./Marks";
import { answerAt } from "./where";

interface Props {
  site: string;
  assessment: Assessment;
  progress: Progress;
}

/** How far each part has come, and where to answer what is open. */
export function Parts({ site, assessment, progress }: Props) {
  return (
    <Stack gap="lg">
      {progress.parts.map((part) => (
        <Part key={part.part} site={site} assessment={assessment} part={part} />
      ))}
    </Stack>
  );
}

function Part({ site, assessment: a, part }: { site: string; assessment: Assessment; part: PartProgress }) {
  const { t } = useTranslation(["assessments", "common"]);
  const sites = useSites();
  const of = sites.find((s) => s.id === part.site);
  const title = of ? `${of.key} ${of.name}` : t("plan.productsAndCompanies");
  const where = part.site || site;
  const answers = a.state === "open" || a.state === "planned";
  const columns: Column<SubjectProgress>[] = [
    {
      id: "subject",
      title: t("column.subject"),
      cell: (s) => (
        <AnswerLink at={answerAt(a.set, where, s.subject)}>
          <Key>{s.key}</Key> {s.name}
        </AnswerLink>
      ),
    },
    {
      id: "progress",
      title: t("column.progress"),
      cell: (s) => <AnsweredBar answered={s.answered} asked={s.asked} />,
    },
  ];
  if (answers) {
    columns.push({ id: "open", title: t("column.open"), cell: (s) => <Open set={a.set} site={where} of={s} /> });
  }
  return (
    <section aria-label={title}>
      <Group justify="space-between" gap="xs" mb="xs">
        <div>
          <Title order={2} fz="md">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {part.assessor ? t("part.assessor", { name: part.assessor }) : t("part.nobody")}{" "}
            {t("part.proofs", { count: part.proofs })}
          </Text>
        </div>
        <AnsweredBar answered={part.answered} asked={part.asked} />
      </Group>
      {part.subjects.length > 0 ? (
        <DataTable cards columns={columns} rows={part.subjects} rowKey={(s) => s.subject.id} caption={title} />
      ) : (
        <Text size="sm" className={classes.panel}>
          {part.asked > 0 ? t("part.closed") : t("part.empty")}
        </Text>
      )}
    </section>
  );
}

/** The first requirements without an answer, each a way to where it is answered. */
function Open({ set, site, of }: { set: string; site: string; of: SubjectProgress }) {
  const { t } = useTranslation(["assessments", "common"]);
  const next = of.next ?? [];
  if (next.length === 0) return <Text size="sm">{t("nothingOpen")}</Text>;
  const more = of.asked - of.answered - next.length;
  return (
    <Group gap="4px 12px">
      {next.map((r) => (
        <AnswerLink key={r} at={answerAt(set, site, of.subject, r)}>
          <Key>{r}</Key>
        </AnswerLink>
      ))}
      {more > 0 && (
        <Text size="sm" c="dimmed">
          {t("common:andMore", { count: more })}
        </Text>
      )}
    </Group>
  );
}
