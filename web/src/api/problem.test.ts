import { describe, expect, it } from "vitest";
import { fieldPath, problemOf } from "./problem";

describe("a problem", () => {
  it.each([
    ["a pointer", "/target/vector/3", "target.vector.3"],
    ["a place in the body", "body/target/vector/3", "target.vector.3"],
    ["a place as the decoder names it", "body.target.vector[3]", "target.vector.3"],
    ["the body as a whole", "body", ""],
    ["a field whose name begins like body", "bodyguard", "bodyguard"],
    ["an escaped name", "/a~1b/c~0d", "a/b.c~d"],
  ])("names the field of %s", (_, location, path) => {
    expect(fieldPath(location)).toBe(path);
  });

  it("shows the server's sentence and keeps fields, code and references", () => {
    const p = problemOf(
      409,
      JSON.stringify({
        title: "Conflict",
        detail: "Zone Z-02 is in use.",
        code: "in-use",
        errors: [{ location: "body/key", message: "is taken" }],
        references: [{ kind: "conduit", id: "c1", key: "C-01" }],
      }),
    );
    expect(p.message).toBe("Zone Z-02 is in use.");
    expect(p.code).toBe("in-use");
    expect(p.fields).toEqual({ key: "is taken" });
    expect(p.references.map((r) => r.key)).toEqual(["C-01"]);
    expect(p.stale).toBe(false);
  });

  it("survives an answer that is not from Ringwall", () => {
    const p = problemOf(502, "<html>Bad gateway</html>");
    expect(p.status).toBe(502);
    expect(p.message).toBe("");
    expect(p.passing).toBe(true);
  });

  it("knows how long to wait", () => {
    expect(problemOf(429, "{}", "17").retryAfter).toBe(17);
    expect(problemOf(401, "{}").retryAfter).toBe(0);
  });
});
