// What answers what: a requirements package with all that came of it.

import type { Package, Reply } from "./types";

export interface Thread {
  asked: Package;
  /** Packages that answer it, oldest first. */
  answers: Package[];
  /** Replies of our own to it. */
  replies: Reply[];
}

/** Requirements packages of one direction, newest first, each with what answers it. */
export function threadsOf(packages: Package[], replies: Reply[], direction: Package["direction"]): Thread[] {
  return newestFirst(packages.filter((p) => p.kind === "requirements" && p.direction === direction)).map((asked) => ({
    asked,
    answers: newestFirst(packages.filter((p) => p.answers === asked.digest && p.direction !== direction)).reverse(),
    replies: replies.filter((r) => r.package === asked.id && !r.came),
  }));
}

/** Packages that came in and answer nothing that is listed. */
export function loose(packages: Package[], threads: Thread[]): Package[] {
  const known = new Set(threads.flatMap((t) => t.answers.map((p) => p.id)));
  return newestFirst(packages.filter((p) => p.direction === "in" && p.kind !== "requirements" && !known.has(p.id)));
}

export function newestFirst(packages: Package[]): Package[] {
  return [...packages].sort((a, b) => (b.made ?? "").localeCompare(a.made ?? "") || b.key.localeCompare(a.key));
}

/** The other party of a package, as it is called there. */
export function partnerOf(p: Package): string {
  return (p.direction === "in" ? p.from : p.to) || "";
}
