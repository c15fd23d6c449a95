import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reading, send, url } from "../../api/api";
import type { Page, Session } from "../../api/types";
import { useWrite } from "../../api/write";
import { SessionTable } from "../../parts/account/SessionTable";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";

export function Sessions() {
  const { t } = useTranslation("account");
  const sessions = useQuery(reading<Page<Session>>("/sessions"));
  const end = useWrite<Session>((s) => send("DELETE", url`/sessions/${s.id}`), {
    touches: [["sessions"]],
    said: t("sessions.ended"),
  });
  if (sessions.isError) return <ErrorPanel error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (!sessions.data) return <LoadingRows rows={3} />;
  return <SessionTable sessions={sessions.data.items} onEnd={(s) => end.mutate(s)} />;
}
