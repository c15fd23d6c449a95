import { useMutation, type QueryKey } from "@tanstack/react-query";
import i18n from "../i18n";
import { said, saidProblem, saidUndo } from "../parts/notice";
import { useConflict } from "../parts/Conflict";
import { entryOf, get, Problem, queries, send, url } from "./api";
import { can, session } from "./me";
import type { Meta, Written } from "./types";

interface WriteOptions<In, Out> {
  /** Query keys whose answers the write may change; everything on screen when left out. */
  touches?: QueryKey[];
  /** What to tell the user when it is done. */
  said?: string | ((out: Out, input: In) => string);
  /** The site whose history holds the entry, so that whoever may can undo it from the notice; "" is the organisation. */
  site?: string;
  /** Set when the form shows the problem itself. */
  quiet?: boolean;
  onSuccess?: (out: Out, input: In) => void;
}

interface SaveOptions<T> extends WriteOptions<T, T> {
  /** What is sent of the record where the operation does not take it whole. */
  body?: (record: T) => unknown;
}

/** A write: refreshes what it touches, tells the user, and offers to undo where the server says which entry it left. */
export function useWrite<In, Out = unknown>(run: (input: In) => Promise<Out>, options: WriteOptions<In, Out> = {}) {
  return useMutation<Out, Error, In>({
    mutationFn: run,
    onSuccess: (out, input) => {
      refresh(options.touches);
      const text = typeof options.said === "function" ? options.said(out, input) : options.said;
      const { site } = options;
      const seq = entryOf(out);
      if (text && seq && site !== undefined && mayUndo(site)) saidUndo(text, () => undo(site, seq));
      else if (text) said(text);
      options.onSuccess?.(out, input);
    },
    onError: (problem) => {
      if (!options.quiet) saidProblem(problem);
    },
  });
}

/**
 * Stores an edited record. When somebody else changed it meanwhile, both versions
 * are shown and the user decides which one stays.
 */
export function useSave<T extends Meta>(path: (record: T) => string, options: SaveOptions<T> = {}) {
  const ask = useConflict();
  const { body = (record: T) => record } = options;
  return useWrite<T, T>(async (mine) => {
    try {
      return await send<T>("PUT", path(mine), body(mine), mine.version);
    } catch (problem) {
      if (!(problem instanceof Problem && problem.stale)) throw problem;
      const theirs = await get<T>(path(mine));
      const choice = await ask({ mine, theirs });
      if (choice === "cancel") throw problem;
      if (choice === "theirs") return theirs;
      return send<T>("PUT", path(mine), body({ ...mine, version: theirs.version }), theirs.version);
    }
  }, options);
}

/** Who may not undo is not offered it. */
function mayUndo(site: string): boolean {
  const me = queries.getQueryData(session.queryKey);
  return me !== undefined && can(me, "history.restore", site || undefined);
}

/** Undoes an entry of the history of a site, or of the organisation where the site is "". */
export async function undo(site: string, seq: number): Promise<void> {
  try {
    const path = site === "" ? url`/history/${seq}/undo` : url`/sites/${site}/history/${seq}/undo`;
    const { note } = await send<Written>("POST", path);
    said([i18n.t("common:undone"), note].filter(Boolean).join(" "));
  } catch (problem) {
    saidProblem(problem);
  }
  refresh();
}

/** Reads anew what the screen shows and the keys cover. */
export function refresh(touches?: QueryKey[]) {
  if (!touches) void queries.invalidateQueries();
  for (const queryKey of touches ?? []) void queries.invalidateQueries({ queryKey });
}
