import { Anchor, List, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../Key";
import { GapBadge } from "../LevelBadge";
import { usePrinting } from "../printing";
import { AnswerMark } from "./AnswerMark";
import { LinkAnchor } from "./link";
import type { FRPosture, Stop, SubjectRef } from "./types";

const few = 4;

interface Props {
  site: string;
  subject: SubjectRef;
  fr: FRPosture;
}

/** Why a foundational requirement stays where it is: the server's sentence and the requirements behind it. */
export function Reason({ site, subject, fr }: Props) {
  const { t } = useTranslation("plant");
  return (
    <div>
      <Text size="sm" component="div">
        <strong>
          {fr.id} {fr.title}
        </strong>{" "}
        {fr.target !== null && <GapBadge gap={fr.gap} />}
      </Text>
      <Text size="sm">{fr.reason}</Text>
      {(fr.stops ?? []).length > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("reason.stops", { level: fr.next })}
        </Text>
      )}
      <Stops site={site} subject={subject} stops={fr.stops ?? []} />
    </div>
  );
}

/** Requirements that do not hold, each a link to where it is answered. */
export function Stops({ site, subject, stops }: { site: string; subject: SubjectRef; stops: Stop[] }) {
  const { t } = useTranslation("plant");
  const [open, setOpen] = useState(false);
  const printing = usePrinting();
  const all = open || printing;
  if (stops.length === 0) return null;
  return (
    <>
      <List size="sm" spacing={2} listStyleType="none" mt={2}>
        {(all ? stops : stops.slice(0, few)).map((stop) => (
          <List.Item key={stop.requirement}>
            <AnswerMark state={stop.state} />{" "}
            <LinkAnchor
              to="/sites/$site/requirements/$kind/$id"
              params={{ site, kind: subject.kind, id: subject.id }}
              search={{ requirement: stop.requirement }}
              size="sm"
            >
              <Key>{stop.requirement}</Key> {stop.title}
            </LinkAnchor>
            {stop.why && (
              <Text size="sm" c="dimmed">
                {stop.why}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
      {stops.length > few && !all && (
        <Anchor component="button" type="button" size="sm" onClick={() => setOpen(true)}>
          {t("reason.more", { count: stops.length - few })}
        </Anchor>
      )}
    </>
  );
}
