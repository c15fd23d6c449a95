import { TriangleAlert } from "lucide-react";
import type { RecordFinding } from "../../parts/risk/scope";
import classes from "./scope.module.css";

/** What the model says about a record, each with what mends it. */
export function RecordNotes({ findings }: { findings: RecordFinding[] | undefined }) {
  if (!findings || findings.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {findings.map((f) => (
        <li key={f.id} data-severity={f.severity}>
          <TriangleAlert size={14} aria-hidden />
          <span>
            <strong>{f.text}</strong> {f.mend}
          </span>
        </li>
      ))}
    </ul>
  );
}
