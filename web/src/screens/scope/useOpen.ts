import { useNavigate, useSearch } from "@tanstack/react-router";
import { text } from "../../parts/search";

/** What is open on a tab stands in the address: a record that is edited, or "new" for one that is added. */
export function useOpen(name = "open"): [string, (value: string | undefined) => void] {
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const set = (value: string | undefined) =>
    void navigate({ to: ".", search: (old) => ({ ...old, [name]: value }), replace: true, resetScroll: false });
  return [text(search[name]), set];
}
