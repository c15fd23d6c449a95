import type { Ref } from "./types";

interface ProblemBody {
  title?: string;
  detail?: string;
  code?: string;
  errors?: { location?: string; message?: string }[] | null;
  references?: Ref[] | null;
}

/** A refusal of the server (RFC 9457); `message` is the sentence that the user is shown. */
export class Problem extends Error {
  readonly status: number; // 0 when the server was not reached
  readonly code: string;
  readonly fields: Record<string, string>; // by path: "target.vector.3"; the first sentence about each
  readonly sentences: { field: string; text: string }[]; // all that is wrong, in the server's order
  readonly references: Ref[];
  readonly retryAfter: number; // seconds; 0 when there is nothing to wait for

  constructor(status: number, body: ProblemBody, retryAfter = 0) {
    super(body.detail || body.title || "");
    this.name = "Problem";
    this.status = status;
    this.code = body.code ?? "";
    this.references = body.references ?? [];
    this.retryAfter = retryAfter;
    this.fields = {};
    this.sentences = (body.errors ?? []).map((e) => ({ field: fieldPath(e.location ?? ""), text: e.message ?? "" }));
    for (const { field, text } of this.sentences) this.fields[field] ??= text;
  }

  static unreachable(): Problem {
    return new Problem(0, {});
  }

  /** Whether the same request may succeed when it is sent again. */
  get passing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  get stale(): boolean {
    return this.status === 412;
  }
}

/** Reads an answer that is not a success. */
export function problemOf(status: number, text: string, retryAfter?: string | null): Problem {
  let body: ProblemBody = {};
  try {
    const value: unknown = JSON.parse(text);
    if (value && typeof value === "object") body = value;
  } catch {
    // A proxy answered, not Ringwall; the status alone has to do.
  }
  return new Problem(status, body, Number(retryAfter) || 0);
}

/** "body/target/vector/3", "/target/vector/3" and "body.target.vector[3]" all become "target.vector.3". */
export function fieldPath(location: string): string {
  const path = location.replace(/^body(?=[/.[]|$)/, "").replace(/\[(\d+)\]/g, ".$1");
  if (!path.startsWith("/")) return path.replace(/^\./, "");
  const steps = path.slice(1).split("/");
  return steps.map((s) => s.replaceAll("~1", "/").replaceAll("~0", "~")).join(".");
}
