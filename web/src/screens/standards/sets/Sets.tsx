import { useAddress } from "../useAddress";
import { SetList } from "./SetList";
import { SetScreen } from "./SetScreen";

/** The requirement sets: all of them, or one that is opened. */
export function Sets() {
  const { get } = useAddress();
  const set = get("set");
  return set ? <SetScreen key={set} id={set} /> : <SetList />;
}
