import { useLocalStorage } from "@mantine/hooks";
import type { GroupID } from "./columns";

/** Which groups of columns are hidden, remembered in this browser. */
export function useGroups() {
  const [hidden, setHidden] = useLocalStorage<GroupID[]>({ key: "ringwall.worksheet.hidden", defaultValue: [] });
  return { hidden, setHidden };
}

export type Groups = ReturnType<typeof useGroups>;
