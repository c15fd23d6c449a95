import { Badge, Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Session } from "../../api/types";
import { DataTable, type Column } from "../DataTable";
import { formatTime, TimeAgo } from "../TimeAgo";
import { agentName } from "./agent";

/** Sessions with where they come from; with a button to end each where `onEnd` is given. */
export function SessionTable({ sessions, onEnd }: { sessions: Session[]; onEnd?: (session: Session) => void }) {
  const { t } = useTranslation("account");
  const agent = (s: Session) => agentName(s.agent) || t("sessions.unknownAgent");
  const columns: Column<Session>[] = [
    {
      id: "agent",
      title: t("sessions.agent"),
      cell: (s) => (
        <Text size="sm" title={s.agent}>
          {agent(s)} {s.current && <Badge size="sm">{t("sessions.current")}</Badge>}
        </Text>
      ),
    },
    { id: "address", title: t("sessions.address"), cell: (s) => <span className="mono">{s.address}</span> },
    { id: "lastSeen", title: t("sessions.lastSeen"), cell: (s) => <TimeAgo at={s.lastSeen} /> },
    { id: "since", title: t("sessions.since"), wide: true, cell: (s) => formatTime(s.created) },
    { id: "ends", title: t("sessions.ends"), wide: true, cell: (s) => formatTime(s.ends) },
  ];
  if (onEnd) {
    columns.push({
      id: "end",
      title: t("sessions.end"),
      untitled: true,
      right: true,
      cell: (s) =>
        !s.current && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("sessions.endOf", { agent: agent(s) })}
            onClick={() => onEnd(s)}
          >
            {t("sessions.end")}
          </Button>
        ),
    });
  }
  return <DataTable cards columns={columns} rows={sessions} rowKey={(s) => s.id} caption={t("sessions.title")} />;
}
