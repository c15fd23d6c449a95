// Writing the records of the register: the same for every kind.

import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useSave, useWrite } from "../../api/write";
import { tidy } from "../plant/tidy";
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

/** What a form sends: only what is known, but for the key and the name, which every record has. */
export function sent<T extends { key: string; name: string }>(record: T): T {
  return { ...tidy(record), key: record.key.trim(), name: record.name.trim() };
}
