import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../../parts/Shortcuts";
import { everything, extend, has, nothing, toggle, type Selection } from "../../assets/selection";
import { useAddress } from "../address";
import { matching, type Filter, type Line } from "../filter";

/** The lines that the address asks for, the one at hand, and those that are selected. */
export function useLines(lines: Line[]) {
  const { t } = useTranslation("exchange");
  const { get, all, change } = useAddress();
  const [selection, setSelection] = useState<Selection>(nothing);
  const filter: Filter = {
    search: get("search"),
    answer: all("answer"),
    subject: all("subject"),
    fr: all("fr"),
    flag: all("flag"),
  };
  const key = JSON.stringify(filter);
  const found = useMemo(() => matching(lines, JSON.parse(key) as Filter), [lines, key]);
  const ids = found.map((l) => l.line.id);
  const id = get("line");
  const clear = () => setSelection(nothing);
  useShortcut("Escape", t("keys.clear"), clear);
  return {
    filter,
    found,
    selection,
    clear,
    active: lines.find((l) => l.line.id === id),
    selected: found.filter((l) => has(selection, l.line.id)),
    setFilter: (part: Partial<Filter>) => {
      clear();
      change({ ...filter, ...part });
    },
    open: (line: Line | undefined) => change({ line: line?.line.id }),
    /** The line after one, in the order of the list. */
    after: (of: string): Line | undefined => found[ids.indexOf(of) + 1],
    onToggle: (line: Line, range: boolean) =>
      setSelection((s) => (range ? extend(s, line.line.id, ids) : toggle(s, line.line.id, ids))),
    selectAll: () => setSelection((s) => (s.all ? nothing : everything())),
  };
}
