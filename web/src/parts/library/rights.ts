import { useCan, useMe } from "../../api/me";
import type { Role } from "../../api/types";

/** A supplier edits what is its own, and nothing of the catalogue. */
const keepers: Role[] = ["administrator", "security-manager", "assessor"];

/** Whether the signed-in user may add to the catalogue: sets, texts, rules, decisions. */
export function useMayKeepCatalogue(): boolean {
  const me = useMe();
  return useCan()("library.edit") && me.roles.some((r) => keepers.includes(r));
}
