import { describe, expect, it } from "vitest";
import { en } from ".";

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.{ts,tsx}"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** All messages by "area:path". */
const messages = new Map<string, string>();
for (const [area, tree] of Object.entries(en)) flatten(tree, `${area}:`);

function flatten(tree: object, path: string) {
  for (const [name, value] of Object.entries(tree) as [string, unknown][]) {
    if (typeof value === "string") messages.set(path + name, value);
    else flatten(value as object, `${path}${name}.`);
  }
}

/** The keys that a source asks for, of any area where its t comes from outside; "${…}" in a key stands for anything. */
function asked(text: string): RegExp[][] {
  const source = text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  const areas = [...source.matchAll(/useTranslation\((?:\[?\s*"(\w+)")?|TFunction<\[?"(\w+)"/g)].map(
    (m) => m[1] ?? m[2] ?? "common",
  );
  const quoted = [...source.matchAll(/\bt\(\s*(?:\n\s*)?(["'`])((?:(?!\1).)+)\1/g)].map((m) => m[2] ?? "");
  // Keys that are chosen by a condition: t(open ? "a.b" : "c.d").
  const chosen = [...source.matchAll(/\bt\([^()"'`]*\?\s*"([\w.:-]+)"\s*:\s*"([\w.:-]+)"/g)].flatMap((m) => [
    m[1] ?? "",
    m[2] ?? "",
  ]);
  return [...quoted, ...chosen]
    .filter((key) => !key.startsWith("${") && !key.includes(":${"))
    .map((key) =>
      key.includes(":") ? [key] : [...new Set(areas.length ? areas : Object.keys(en))].map((a) => `${a}:${key}`),
    )
    .map((keys) => keys.map(pattern));
}

function pattern(key: string): RegExp {
  const parts = key.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map((p) => p.replace(/[.*+?^$()|[\]\\-]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^:]+")}(_(zero|one|two|few|many|other))?$`);
}

describe("messages", () => {
  it("exist for every key that a source asks for", () => {
    const missing: string[] = [];
    for (const [file, source] of Object.entries(sources)) {
      for (const keys of asked(source)) {
        const found = keys.some((k) => [...messages.keys()].some((m) => k.test(m)));
        if (!found) missing.push(`${file}: ${keys.map((k) => k.source).join(" or ")}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it("are all asked for", () => {
    const all = Object.values(sources).join("\n");
    // Many sources ask for the same key; each is looked for once.
    const everything = Object.values(sources).flatMap(asked).flat();
    const patterns = [...new Map(everything.map((k) => [k.source, k])).values()];
    const unused = [...messages.keys()].filter((m) => {
      const [, path = ""] = m.split(":");
      // Groups that are looked up by a name from the server, such as verbs.
      const group = path.split(".")[0] ?? "";
      return !patterns.some((k) => k.test(m)) && !(path.includes(".") && all.includes(`"${group}"`));
    });
    expect(unused).toEqual([]);
  }, 60_000); // every message against every source: seconds on a busy machine

  it("are not empty, and come in both numbers", () => {
    const wrong = [...messages].filter(([key, text]) => {
      const twin = key.replace(/_one$/, "_other");
      return text.trim() === "" || (key.endsWith("_one") && !messages.has(twin));
    });
    expect(wrong).toEqual([]);
  });
});
