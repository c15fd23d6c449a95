import { useNavigate, useSearch } from "@tanstack/react-router";
import { text } from "../../search";
import type { Search } from "../../../router";

/** What is shown stands in the address of the screen that shows it. */
export function usePlace() {
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  return {
    get: (name: string) => text(search[name]),
    /** Changes a part of it and leaves the rest. */
    change: (part: Search) =>
      void navigate({ to: ".", search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false }),
    /** Goes elsewhere on the screen, from which the back button leads here. */
    go: (whole: Search) => void navigate({ to: ".", search: whole, resetScroll: false }),
  };
}
