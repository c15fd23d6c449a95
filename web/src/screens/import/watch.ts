import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { address, queries, reading, url } from "../../api/api";
import type { Import } from "../../api/types";

/** One import, kept up to date by the server while it reads or applies. */
export function useImport(site: string, id: string, enabled: boolean) {
  const path = url`/sites/${site}/imports/${id}`;
  const options = reading<Import>(path);
  const query = useQuery({ ...options, enabled });
  const state = query.data?.state;
  const going = state === "reading" || state === "applying";
  useEffect(() => {
    if (!going) return;
    const { queryKey } = reading<Import>(path);
    const events = new EventSource(address(`${path}/events`));
    events.addEventListener("import", (e: MessageEvent<string>) => {
      queries.setQueryData(queryKey, JSON.parse(e.data) as Import);
    });
    // The stream ends when the import waits for somebody, or breaks with the connection.
    events.onerror = () => {
      events.close();
      void queries.invalidateQueries({ queryKey, exact: true });
    };
    return () => events.close();
  }, [going, path]);
  return query;
}
