import type { UseFormReturnType } from "@mantine/form";
import { Problem } from "../api/problem";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a form of any fields
type AnyForm = UseFormReturnType<any>;

/** Puts the broken fields that a problem names beside the form's inputs and goes to the first. */
export function showFields(form: AnyForm, problem: unknown) {
  if (!(problem instanceof Problem)) return;
  form.setErrors(problem.fields);
  const first = Object.keys(problem.fields).find((path) => hasInput(form, path));
  if (first) form.getInputNode(first)?.focus();
}

/** Whether every broken field that a problem names has an input of its own in the form. */
export function showsAll(form: AnyForm, problem: unknown): boolean {
  if (!(problem instanceof Problem)) return false;
  const paths = Object.keys(problem.fields);
  return paths.length > 0 && paths.every((path) => hasInput(form, path));
}

function hasInput(form: AnyForm, path: string): boolean {
  return (path.split(".")[0] ?? "") in (form.getValues() as object);
}
