import { send, url } from "../../api/api";
import { useWrite } from "../../api/write";
import type { Assessment } from "../../parts/library/assessment";

type Step = "start" | "submit" | "sign" | "return" | "cancel";

interface Input {
  reason?: string;
  password?: string;
}

/** One step of an assessment, taken on the version that is shown. */
export function useStep(a: Assessment, step: Step, said: string, onDone: () => void) {
  return useWrite<Input, Assessment>(
    (body) =>
      send<Assessment>("POST", url`/assessments/${a.id}/${step}`, step === "start" ? undefined : body, a.version),
    {
      touches: [["assessments"]],
      site: a.site ?? "",
      // The other steps are taken in a dialog, which shows why one was refused.
      quiet: step !== "start",
      said,
      onSuccess: onDone,
    },
  );
}
