import { useLocalStorage } from "@mantine/hooks";
import type { ColumnSizingState, ColumnVisibilityState, Updater } from "@tanstack/react-table";
import { columnIDs, columns } from "./columns";

export interface ColumnState {
  visible: Record<string, boolean>;
  sizes: Record<string, number>;
  setVisible: (next: Updater<ColumnVisibilityState>) => void;
  setSizes: (next: Updater<ColumnSizingState>) => void;
  set: (chosen: Chosen) => void;
}

export interface Chosen {
  visible: Record<string, boolean>;
  sizes: Record<string, number>;
}

export const asShipped: Chosen = {
  visible: Object.fromEntries(columnIDs.map((id) => [id, columns[id].first])),
  sizes: {},
};

/** Which columns are shown and how wide, remembered in this browser. */
export function useColumns(): ColumnState {
  const [chosen, set] = useLocalStorage<Chosen>({ key: "ringwall.assets.columns", defaultValue: asShipped });
  const visible = { ...asShipped.visible, ...chosen.visible, key: true };
  return {
    visible,
    sizes: chosen.sizes,
    set,
    setVisible: (next) => set((old) => ({ ...old, visible: typeof next === "function" ? next(old.visible) : next })),
    setSizes: (next) => set((old) => ({ ...old, sizes: typeof next === "function" ? next(old.sizes) : next })),
  };
}
