import type { Answer } from "../types";

/** The colours of the answers in a bar; the sentence below it says the same in words. */
export const answerColors: Record<Answer, string> = {
  comply: "green",
  deviate: "orange",
  clarify: "petrol",
  "not-applicable": "gray",
};
