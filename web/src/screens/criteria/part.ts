import type { Criteria } from "../../parts/risk/types";

/** What every part of the editor gets. */
export interface PartProps {
  criteria: Criteria;
  onChange: (c: Criteria) => void;
  /** What stands against a field, by its path: "bands.1.authority". */
  says: (path: string) => string | undefined;
  /** What is unusual about a field and yet allowed. */
  warns: (path: string) => string | undefined;
  /** Both, for every field below a path, by the rest of it: "2/3". */
  remarks: (prefix: string) => Map<string, string>;
}
