// Writing records that belong to the whole organisation: the same for every kind.

import { useTranslation } from "react-i18next";
import { send, url } from "../../api/api";
import { useSave, useWrite } from "../../api/write";
import { kindName } from "../words";
import type { LibraryHead } from "./supply";
import { supplyTouches } from "./supply";

export interface LibraryKind {
  /** As in the history: "product". */
  name: string;
  /** In paths: "products". */
  segment: string;
}

export const companyKind: LibraryKind = { name: "company", segment: "companies" };
export const productKind: LibraryKind = { name: "product", segment: "products" };
export const certificateKind: LibraryKind = { name: "certificate", segment: "certificates" };

/** Adds a record without an id and saves one that has it; a form shows the problems itself. */
export function useLibraryWrite<T extends LibraryHead>(kind: LibraryKind, onDone?: (record: T) => void) {
  const { t } = useTranslation("library");
  const common = { touches: supplyTouches, site: "", quiet: true, onSuccess: onDone };
  const told = (x: T) => ({ kind: kindName(kind.name), key: x.key });
  const add = useWrite((record: T) => send<T>("POST", `/${kind.segment}`, record), {
    ...common,
    said: (x) => t("record.added", told(x)),
  });
  const save = useSave<T>((x) => url`/${kind.segment}/${x.id}`, {
    ...common,
    said: (x) => t("record.saved", told(x)),
  });
  return { add, save, write: (record: T) => (record.id ? save : add) };
}
