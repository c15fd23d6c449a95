import { Alert, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Waypoints } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LinkAnchor, LinkButton } from "../../parts/plant/link";
import { answersOf, conduitsOf, zonesOf } from "../../parts/plant/queries";
import type { SubjectPosture } from "../../parts/plant/types";
import { formatDay } from "../../parts/TimeAgo";
import type { Target } from "../../api/types";
import { FRReason } from "./FRReason";
import classes from "./levels.module.css";

interface Props {
  site: string;
  subject: SubjectPosture;
  /** The foundational requirement that was asked about; it comes first. */
  chosen: number | undefined;
  /** The levels are those of a past time, of which the components are not known. */
  past?: boolean;
}

/** Why a subject's levels are what they are, for each foundational requirement. */
export function ReasonsPanel({ site, subject, chosen, past = false }: Props) {
  const { t } = useTranslation(["plant", "capability"]);
  const { kind, id } = subject.subject;
  const answers = useQuery({ ...answersOf(site, kind, id), enabled: !past && subject.capable !== null });
  const frs = [...subject.frs].sort(
    (a, b) => Number(b.fr === chosen) - Number(a.fr === chosen) || b.gap - a.gap || a.fr - b.fr,
  );
  return (
    <>
      <Group gap="sm" mb="sm">
        <LinkButton size="xs" to="/sites/$site/requirements/$kind/$id" params={{ site, kind, id }}>
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
        <LinkButton
          size="xs"
          variant="default"
          leftSection={<Waypoints size={14} aria-hidden />}
          to="/sites/$site/trace"
          params={{ site }}
          search={{ kind, id }}
        >
          {t("capability:reason.trace")}
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
      {!past && subject.target && <Decided site={site} subject={subject} />}
      <Capability site={site} subject={subject} past={past} reading={answers.isLoading} />
      {answers.isError && <ErrorPanel error={answers.error} onRetry={() => void answers.refetch()} />}
      <div className={classes.reasonGrid}>
        {frs.map((fr) => (
          <div key={fr.fr} className={classes.reason} data-chosen={fr.fr === chosen || undefined}>
            <FRReason site={site} subject={subject.subject} fr={fr} answers={answers.data?.items} />
          </div>
        ))}
      </div>
    </>
  );
}

/** How the target was decided, and by whom. */
function Decided({ site, subject }: { site: string; subject: SubjectPosture }) {
  const { t } = useTranslation("capability");
  const can = useCan();
  const { kind, id } = subject.subject;
  const mine = (all: { id: string; target?: Target }[]) => all.find((r) => r.id === id)?.target ?? null;
  const zone = useQuery({ ...zonesOf(site), select: mine, enabled: kind === "zone" && can("plant.read", site) });
  const conduit = useQuery({
    ...conduitsOf(site),
    select: mine,
    enabled: kind === "conduit" && can("plant.read", site),
  });
  const target = zone.data ?? conduit.data;
  if (!target) return null;
  const how = [
    target.method,
    target.approver &&
      (target.approvedOn
        ? t("reason.approvedOn", { approver: target.approver, on: formatDay(target.approvedOn) })
        : t("reason.approved", { approver: target.approver })),
  ].filter(Boolean);
  return (
    <Text size="sm" mb="xs">
      {how.length > 0 ? t("reason.decided", { how: how.join("; ") }) : t("reason.undecided")} {target.rationale}{" "}
      {how.length === 0 && can("plant.edit", site) && (
        <LinkAnchor
          to="/sites/$site/zones"
          params={{ site }}
          search={{ tab: kind === "conduit" ? "conduits" : undefined, edit: id }}
          size="sm"
          className="no-print"
        >
          {t("reason.decide")}
        </LinkAnchor>
      )}
    </Text>
  );
}

/** Where SL-C comes from, or what to do so that one can be stated. */
function Capability({
  site,
  subject,
  past,
  reading,
}: {
  site: string;
  subject: SubjectPosture;
  past: boolean;
  reading: boolean;
}) {
  const { t } = useTranslation("capability");
  const can = useCan();
  const { kind, id } = subject.subject;
  if (past) return null;
  if (reading) {
    return (
      <Text size="sm" c="dimmed" mb="xs" aria-busy>
        {t("reason.reading")}
      </Text>
    );
  }
  return (
    <Text size="sm" mb="xs" className="no-print">
      {kind === "conduit" && subject.capable === null && can("plant.edit", site) && (
        <LinkAnchor to="/sites/$site/zones" params={{ site }} search={{ tab: "conduits", edit: id }} size="sm">
          {t("reason.devices")}
        </LinkAnchor>
      )}
      {kind === "zone" && (
        <LinkAnchor to="/sites/$site/levels" params={{ site }} search={{ tab: "components", zone: id }} size="sm">
          {subject.capable === null ? t("reason.match") : t("reason.all")}
        </LinkAnchor>
      )}
    </Text>
  );
}
