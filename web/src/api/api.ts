// The one way to the server. Reads go through `reading` (a TanStack Query
// option set keyed by the path), writes through `send` or `useWrite`.

import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import { Problem, problemOf } from "./problem";
import type { Page, Written } from "./types";

export { Problem } from "./problem";

const root = "/api/v1";

export type Params = Record<string, string | number | boolean | undefined | null | (string | number)[]>;

/** Builds a path and escapes what is put in: url`/sites/${site}/zones`. */
export function url(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return parts.reduce((path, part, i) => path + encodeURIComponent(values[i - 1] ?? "") + part);
}

/** The address of a path with its query, for links and downloads. */
export function address(path: string, params?: Params): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one != null && one !== "") query.append(name, String(one));
    }
  }
  const text = query.toString();
  return root + path + (text && "?" + text);
}

export type Method = "POST" | "PUT" | "DELETE";

/** Reads a path. */
export function get<T>(path: string, params?: Params, signal?: AbortSignal): Promise<T> {
  return call<T>("GET", address(path, params), { signal });
}

/** Writes. `version` is the version of the record that the change was made on. */
export function send<T = unknown>(method: Method, path: string, body?: unknown, version?: number): Promise<T> {
  const headers: Record<string, string> = {};
  if (version !== undefined) headers["If-Match"] = `"v${version}"`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  return call<T>(method, address(path), { headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

/** Sends a file as the whole body, for operations that read it at once. */
export function sendFile<T>(path: string, params: Params, file: Blob): Promise<T> {
  return call<T>("POST", address(path, params), {
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  });
}

/** Sends a file and reports which part of it has left; the signal ends it on its way. */
export function upload<T>(
  path: string,
  file: File,
  onSent?: (part: number) => void,
  signal?: AbortSignal,
  params?: Params,
): Promise<T> {
  const form = new FormData();
  form.append("file", file, file.name);
  return new Promise<T>((resolve, reject) => {
    // fetch cannot tell how much of a body was sent.
    const request = new XMLHttpRequest();
    request.open("POST", address(path, params));
    request.responseType = "text";
    request.upload.onprogress = (e) => e.lengthComputable && onSent?.(e.loaded / e.total);
    request.onerror = () => reject(Problem.unreachable());
    request.onabort = () => reject(new DOMException("The upload was ended.", "AbortError"));
    request.onload = () => {
      if (request.status >= 400) {
        reject(problemOf(request.status, request.responseText));
        return;
      }
      const value = parse(request.responseText) as T;
      const entry = Number(request.getResponseHeader("Entry"));
      if (entry && value && typeof value === "object") entries.set(value, entry);
      resolve(value);
    };
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

/** Reads the bytes of a file that was added, to show them; never as a page of their own. */
export async function getBlob(path: string, params: Params, signal?: AbortSignal): Promise<Blob> {
  const answer = await fetch(address(path, params), { credentials: "same-origin", signal });
  if (!answer.ok) throw problemOf(answer.status, await answer.text(), answer.headers.get("Retry-After"));
  return answer.blob();
}

async function call<T>(method: string, target: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(target, { ...init, method, credentials: "same-origin" });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw Problem.unreachable();
  }
  const text = await answer.text();
  if (!answer.ok) throw problemOf(answer.status, text, answer.headers.get("Retry-After"));
  const entry = Number(answer.headers.get("Entry"));
  const value = parse(text) ?? (entry ? {} : undefined);
  if (entry && value && typeof value === "object") entries.set(value, entry);
  return value as T;
}

// Kept beside the answers and not in them: a record is sent back as it came.
const entries = new WeakMap<object, number>();

/** The number of the entry of the history that a write left, by its answer; 0 for none. */
export function entryOf(answer: unknown): number {
  if (!answer || typeof answer !== "object") return 0;
  return entries.get(answer) ?? (answer as Written).entry ?? 0;
}

function parse(text: string): unknown {
  if (text === "") return undefined;
  const value: unknown = JSON.parse(text);
  if (value && typeof value === "object" && "$schema" in value) delete value.$schema;
  return value;
}

/** What a query needs to read a path: useQuery(reading<Page<Zone>>(url`/sites/${site}/zones`)). */
export function reading<T>(path: string, params?: Params) {
  return queryOptions({
    queryKey: keyOf(path, params),
    queryFn: ({ signal }) => get<T>(path, params, signal),
  });
}

/** What an infinite query needs to read a list page by page. */
export function readingPages<T>(path: string, params?: Params) {
  return infiniteQueryOptions({
    queryKey: [...keyOf(path, params), "pages"],
    queryFn: ({ signal, pageParam }) => get<Page<T>>(path, { ...params, after: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
}

/** What a query needs to read a list that is needed whole, such as all sites. */
export function readingAll<T>(path: string) {
  return queryOptions({
    queryKey: [...keyOf(path), "all"],
    queryFn: async ({ signal }) => {
      const items: T[] = [];
      let after: string | undefined = "";
      while (after !== undefined) {
        const page: Page<T> = await get<Page<T>>(path, { after, limit: 200 }, signal);
        items.push(...page.items);
        after = page.next || undefined;
      }
      return items;
    },
  });
}

/** The query key of a path: its segments, so that ["sites", id] covers all of a site. */
export function keyOf(path: string, params?: Params): unknown[] {
  const segments: unknown[] = path.split("/").slice(1).map(decodeURIComponent);
  return params ? [...segments, params] : segments;
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && error instanceof Problem && error.passing,
    },
  },
});
