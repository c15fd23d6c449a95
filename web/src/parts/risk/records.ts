// Writing the records of the register: the same for every kind.

import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useSave, useWrite } from "../../api/write";
import { kindName } from "../words";
import type { Head } from "./types";

export interface Kind {
  /** As in the history: "function". */
  name: string;
  /** In paths: "functions". */
  segment: string;
}

interface Options<T> {
  onDone?: (record: T) => void;
}

/** Adds a record without an id and saves one that has it; a form shows the problems itself. */
export function useRecordWrite<T extends Head>(site: string, kind: Kind, { onDone }: Options<T> = {}) {
  const { t } = useTranslation("risklib");
  const common = { touches: [keyOf(url`/sites/${site}`)], site, quiet: true, onSuccess: onDone };
  const told = (x: T) => ({ kind: kindName(kind.name), key: x.key });
  const path = url`/sites/${site}/${kind.segment}`;
  const add = useWrite((record: T) => send<T>("POST", path, record), {
    ...common,
    said: (x) => t("record.added", told(x)),
  });
  const save = useSave<T>((x) => url`/sites/${site}/${kind.segment}/${x.id}`, {
    ...common,
    said: (x) => t("record.saved", told(x)),
  });
  return { add, save, write: (record: T) => (record.id ? save : add) };
}

/** What a form sends: without empty texts and lists, which the server keeps out as well. */
export function trimmed<T extends object>(record: T): T {
  const kept = Object.entries(record).map(([name, value]) => [name, trimmedValue(value)] as const);
  return Object.fromEntries(kept.filter(([name, value]) => value !== undefined || name === "name")) as T;
}

function trimmedValue(value: unknown): unknown {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(trimmedValue).filter((x) => x !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (value && typeof value === "object") {
    const inner = Object.entries(trimmed(value)).filter(([, x]) => x !== undefined);
    return inner.length === 0 ? undefined : Object.fromEntries(inner);
  }
  return value;
}
