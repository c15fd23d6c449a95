import { useAddress } from "../useAddress";
import { CrosswalkList } from "./CrosswalkList";
import { CrosswalkScreen } from "./CrosswalkScreen";

/** The crosswalks: all of them, or the pairs of one. */
export function Crosswalks() {
  const { get } = useAddress();
  const id = get("crosswalk");
  return id ? <CrosswalkScreen key={id} id={id} /> : <CrosswalkList />;
}
