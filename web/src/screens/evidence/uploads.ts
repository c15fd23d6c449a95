// Files on their way to the server, one after the other: each is a change of its evidence.

import { useCallback, useEffect, useRef, useState } from "react";
import { keyOf, queries, upload, url } from "../../api/api";
import type { Evidence } from "../../parts/library/evidence";

export interface Upload {
  id: number;
  evidence: Pick<Evidence, "id" | "key">;
  file: File;
  replaces?: number;
  /** How much of it has left, from 0 to 1. */
  sent: number;
  state: "waiting" | "sending" | "done" | "failed";
  error?: unknown;
}

export interface Uploads {
  list: Upload[];
  send: (evidence: Pick<Evidence, "id" | "key">, files: File[], replaces?: number) => void;
  retry: (id: number) => void;
  /** Ends an upload, or takes one that is over off the list. */
  drop: (id: number) => void;
  clear: () => void;
}

export function useUploads(): Uploads {
  const [list, setList] = useState<Upload[]>([]);
  const next = useRef(1);
  const running = useRef<{ id: number; stop: AbortController }>(undefined);

  const change = useCallback(
    (id: number, to: Partial<Upload>) => setList((old) => old.map((u) => (u.id === id ? { ...u, ...to } : u))),
    [],
  );

  useEffect(() => {
    const first = list.find((u) => u.state === "waiting");
    if (!first || running.current) return;
    const stop = new AbortController();
    running.current = { id: first.id, stop };
    change(first.id, { state: "sending", sent: 0 });
    upload<Evidence>(
      url`/evidence/${first.evidence.id}/files`,
      first.file,
      (sent) => change(first.id, { sent }),
      stop.signal,
      { replaces: first.replaces },
    )
      .then(
        () => change(first.id, { state: "done", sent: 1 }),
        (error: unknown) => change(first.id, { state: "failed", error }),
      )
      .finally(() => {
        running.current = undefined;
        void queries.invalidateQueries({ queryKey: keyOf("/evidence") });
        void queries.invalidateQueries({ queryKey: keyOf("/sites") });
        setList((old) => [...old]); // looks for the next one
      });
  }, [list, change]);

  // Leaving the page would end what is on its way.
  const busy = list.some((u) => u.state === "waiting" || u.state === "sending");
  useEffect(() => {
    if (!busy) return;
    const ask = (e: BeforeUnloadEvent) => e.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [busy]);

  return {
    list,
    send: (evidence, files, replaces) =>
      setList((old) => [
        ...old,
        ...files.map((file): Upload => ({ id: next.current++, evidence, file, replaces, sent: 0, state: "waiting" })),
      ]),
    retry: (id) => change(id, { state: "waiting", sent: 0, error: undefined }),
    drop: (id) => {
      if (running.current?.id === id) running.current.stop.abort();
      setList((old) => old.filter((u) => u.id !== id));
    },
    clear: () => setList((old) => old.filter((u) => u.state !== "done")),
  };
}
