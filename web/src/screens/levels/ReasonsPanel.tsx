import { Alert, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../parts/plant/link";
import { Reason } from "../../parts/plant/Reasons";
import type { SubjectPosture } from "../../parts/plant/types";
import { formatDay } from "../../parts/TimeAgo";
import classes from "./levels.module.css";

interface Props {
  site: string;
  subject: SubjectPosture;
  /** The foundational requirement that was asked about; it comes first. */
  chosen: number | undefined;
}

/** Why a subject's levels are what they are, for each foundational requirement. */
export function ReasonsPanel({ site, subject, chosen }: Props) {
  const { t } = useTranslation("plant");
  const frs = [...subject.frs].sort(
    (a, b) => Number(b.fr === chosen) - Number(a.fr === chosen) || b.gap - a.gap || a.fr - b.fr,
  );
  return (
    <>
      <Group gap="sm" mb="sm">
        <LinkButton
          size="xs"
          to="/sites/$site/requirements/$kind/$id"
          params={{ site, kind: subject.subject.kind, id: subject.subject.id }}
        >
          {t("drawing.requirements")}
        </LinkButton>
        <LinkButton
          size="xs"
          variant="default"
          to="/sites/$site/drawing"
          params={{ site }}
          search={{ select: subject.subject.id }}
        >
          {t("zones.onDrawing")}
        </LinkButton>
        <Text size="sm">{t("reason.unanswered", { count: subject.unanswered })}</Text>
      </Group>
      {(subject.notes ?? []).map((note) => (
        <Alert key={note} color="yellow" p="xs" mb="sm">
          {note}
        </Alert>
      ))}
      {(subject.expiries ?? []).map((x) => (
        <Text size="sm" key={x.requirement + x.on} mb="xs">
          {t(x.expired ? "levels.expired" : "levels.expires", {
            requirement: x.requirement,
            measure: x.measure,
            on: formatDay(x.on),
          })}
        </Text>
      ))}
      <div className={classes.reasonGrid}>
        {frs.map((fr) => (
          <div key={fr.fr} className={classes.reason} data-chosen={fr.fr === chosen || undefined}>
            <Reason site={site} subject={subject.subject} fr={fr} />
          </div>
        ))}
      </div>
    </>
  );
}
