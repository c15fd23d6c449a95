// A roadmap as a table of commas, for a spreadsheet.

import type { RoadmapPlan } from "../../api/plan";

const columns = [
  "number",
  "date",
  "step",
  "closes",
  "requirements",
  "cost",
  "effort",
  "shutdown",
  "hours",
  "gain",
  "sumCost",
  "sumEffort",
  "why",
] as const;

export type CsvColumn = (typeof columns)[number];

export function csvOf(plan: RoadmapPlan, name: (column: CsvColumn) => string): string {
  const rows = plan.steps.map((s) => [
    s.number,
    s.date ?? "",
    s.name,
    [...new Set(s.closes.map((c) => c.key))].join("; "),
    s.requirements.join("; "),
    s.cost,
    s.effort,
    s.shutdown ? 1 : 0,
    s.hours,
    s.gain,
    s.sum.cost,
    s.sum.effort,
    s.why,
  ]);
  return [columns.map(name), ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** Quoted where it must be; what a spreadsheet would run as a formula is kept as text. */
function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a text to the browser as a file. */
export function download(name: string, text: string) {
  const link = document.createElement("a");
  // The mark at the front tells spreadsheets that it is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
