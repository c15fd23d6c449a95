import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { assessmentsQuery, type Assessment, type Progress } from "../../parts/library/assessment";
import { LinkAnchor } from "../../parts/plant/link";
import { formatDay } from "../../parts/TimeAgo";
import { fieldName } from "../../parts/words";
import classes from "./assessments.module.css";
import { Due } from "./Marks";

interface Props {
  site: string;
  assessment: Assessment;
  progress: Progress;
}

/** Who answers for the assessment, by when, and why it is done. */
export function Facts({ site, assessment: a, progress }: Props) {
  const { t } = useTranslation("assessments");
  const before = useQuery(assessmentsQuery(site)).data?.find((x) => x.id === a.before);
  const facts: [string, ReactNode][] = [
    [t("column.lead"), a.lead],
    [t("plan.starts"), a.starts && formatDay(a.starts)],
    [fieldName("due"), a.due && <Due due={a.due} daysLeft={progress.daysLeft} />],
    [t("plan.purpose"), a.purpose],
    [fieldName("method"), a.method],
    [
      t("plan.before"),
      before && (
        <LinkAnchor to="/sites/$site/assessments" params={{ site }} search={{ assessment: before.id }} size="sm">
          <Key>{before.key}</Key> {before.name}
        </LinkAnchor>
      ),
    ],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => Boolean(value))
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
