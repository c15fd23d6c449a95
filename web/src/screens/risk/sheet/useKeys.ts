import { useTranslation } from "react-i18next";
import { useShortcut } from "../../../parts/Shortcuts";

const nothing = () => undefined;

/** Names the keys of the grid in the list of shortcuts; the grid itself listens to them. */
export function useKeys(shown: boolean, edits: boolean) {
  const { t } = useTranslation("risk");
  useShortcut("↑ ↓ ← →", t("keys.move"), nothing, shown);
  useShortcut("Tab", t("keys.tab"), nothing, shown);
  useShortcut("Home End", t("keys.home"), nothing, shown);
  useShortcut("Ctrl ↓", t("keys.far"), nothing, shown);
  useShortcut("Shift ↓", t("keys.range"), nothing, shown);
  useShortcut("Ctrl Enter", t("keys.details"), nothing, shown);
  useShortcut("Ctrl C", t("keys.copy"), nothing, shown);
  useShortcut("Esc Tab", t("keys.leave"), nothing, shown);
  const on = shown && edits;
  useShortcut("Enter F2", t("keys.edit"), nothing, on);
  useShortcut("Alt Enter", t("keys.line"), nothing, on);
  useShortcut("Delete", t("keys.clear"), nothing, on);
  useShortcut("Ctrl V", t("keys.paste"), nothing, on);
  useShortcut("Ctrl D", t("keys.fill"), nothing, on);
  useShortcut("Ctrl Z", t("keys.undo"), nothing, on);
  useShortcut("Ctrl Y", t("keys.redo"), nothing, on);
  useShortcut("Insert", t("keys.insert"), nothing, on);
  useShortcut("Alt Insert", t("keys.duplicate"), nothing, on);
}
