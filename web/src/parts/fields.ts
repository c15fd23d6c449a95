import type { UseFormReturnType } from "@mantine/form";
import { Problem } from "../api/problem";

/**
 * Puts the broken fields that a problem names beside the form's inputs, and
 * tells whether the form has an input for every one of them.
 */
export function showFields<T extends Record<string, unknown>>(form: UseFormReturnType<T>, problem: unknown): boolean {
  if (!(problem instanceof Problem)) return false;
  const paths = Object.keys(problem.fields);
  form.setErrors(problem.fields);
  return paths.length > 0 && paths.every((path) => (path.split(".")[0] ?? "") in form.getValues());
}
