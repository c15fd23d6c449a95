import { useNavigate, useSearch } from "@tanstack/react-router";
import { text, texts } from "../../parts/search";
import type { Search } from "../../router";

/** What the screen shows stands in its address: reading it, changing it, and going elsewhere on the screen. */
export function useAddress() {
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  return {
    get: (name: string) => text(search[name]),
    all: (name: string) => texts(search[name]),
    /** Changes a filter or opens a panel. */
    change: (part: Search) =>
      void navigate({ to: ".", search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false }),
    /** Goes to another tab or record, from which the back button leads here. */
    go: (whole: Search) => void navigate({ to: "/products", search: whole }),
  };
}
