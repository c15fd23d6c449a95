// Narrowing the lines of a specification, for whoever answers and whoever decides.

import type { Answer, AskedLine, LineDifference, LineState } from "./types";

/** A line with what was answered, whichever side looks at it. */
export interface Line {
  line: AskedLine;
  asks: string;
  answer: Answer | "open";
  products: string[];
  /** What the line is marked with. */
  flags: Flag[];
}

export const flags = ["problem", "warning", "undecided", "accepted", "refused", "changed", "hold"] as const;
export type Flag = (typeof flags)[number];

export interface Filter {
  search: string;
  answer: string[];
  subject: string[];
  fr: string[];
  flag: string[];
}

export function lineOfReply(l: LineState): Line {
  return {
    line: l,
    asks: l.asks,
    answer: l.reply?.answer ?? "open",
    products: l.reply?.products ?? [],
    flags: flags.filter(
      (f) =>
        (f === "problem" && l.reply && l.problems.length > 0) ||
        (f === "warning" && l.warnings.length > 0) ||
        (f === "accepted" && l.reply?.decided === "accepted") ||
        (f === "refused" && l.reply?.decided === "refused") ||
        (f === "hold" && l.holdPoint),
    ),
  };
}

export function lineOfDifference(d: LineDifference): Line {
  const deviates = d.answer?.answer === "deviate";
  return {
    line: d.line,
    asks: d.asks,
    answer: d.answer?.answer ?? "open",
    products: d.answer?.products ?? [],
    flags: flags.filter(
      (f) =>
        (f === "undecided" && deviates && !d.decided) ||
        (f === "accepted" && d.decided === "accepted") ||
        (f === "refused" && d.decided === "refused") ||
        (f === "changed" && d.since) ||
        (f === "hold" && d.line.holdPoint),
    ),
  };
}

export function matching(lines: Line[], f: Filter): Line[] {
  const words = f.search.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((l) => {
    if (f.answer.length > 0 && !f.answer.includes(l.answer)) return false;
    if (f.subject.length > 0 && !f.subject.includes(l.line.subject)) return false;
    if (f.fr.length > 0 && !f.fr.includes(l.line.fr ?? "own")) return false;
    if (f.flag.length > 0 && !l.flags.some((x) => f.flag.includes(x))) return false;
    if (words.length === 0) return true;
    const { number, subject, name, requirement, title } = l.line;
    const text = [number, subject, name, requirement, title, l.asks].join(" ").toLowerCase();
    return words.every((w) => text.includes(w));
  });
}

/** How many lines have each value, in the order in which they are first met. */
export function countBy(lines: Line[], of: (l: Line) => string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const l of lines) for (const value of of(l)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

export function narrowed(f: Filter): boolean {
  return f.search !== "" || [f.answer, f.subject, f.fr, f.flag].some((x) => x.length > 0);
}
