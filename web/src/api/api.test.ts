import { afterEach, describe, expect, it, vi } from "vitest";
import { address, entryOf, get, keyOf, Problem, send, url } from "./api";

function answer(status: number, body: string, headers: Record<string, string> = {}) {
  const fetched = vi.fn<typeof fetch>(() =>
    Promise.resolve(new Response(status === 204 ? null : body, { status, headers })),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

describe("addresses", () => {
  it("escape what is put into a path", () => {
    expect(url`/sites/${"a/b?c"}/zones`).toBe("/sites/a%2Fb%3Fc/zones");
  });

  it("repeat parameters with several values and leave out empty ones", () => {
    expect(address("/assets", { type: ["plc", "hmi"], search: "", zone: undefined, limit: 50 })).toBe(
      "/api/v1/assets?type=plc&type=hmi&limit=50",
    );
  });

  it("give query keys that begin with the keys of what holds them", () => {
    const zones = keyOf(url`/sites/${"s 1"}/zones`, { limit: 5 });
    expect(zones).toEqual(["sites", "s 1", "zones", { limit: 5 }]);
  });
});

describe("requests", () => {
  it("guard a change with the version it was made on", async () => {
    const fetched = answer(200, `{"id":"z","version":4}`);
    await send("PUT", "/organisation", { name: "x" }, 3);
    const init = fetched.mock.calls[0]?.[1];
    expect(init?.method).toBe("PUT");
    expect(new Headers(init?.headers).get("If-Match")).toBe(`"v3"`);
    expect(init?.body).toBe(`{"name":"x"}`);
  });

  it("send no content type without a body", async () => {
    const fetched = answer(204, "");
    await expect(send("DELETE", "/session")).resolves.toBeUndefined();
    expect(new Headers(fetched.mock.calls[0]?.[1]?.headers).has("Content-Type")).toBe(false);
  });

  it("leave out the schema link, so that a record can be sent back as it came", async () => {
    answer(200, `{"$schema":"https://x/s.json","key":"A"}`);
    await expect(get("/organisation")).resolves.toEqual({ key: "A" });
  });

  it("tell which entry a write left, and keep the number out of the record", async () => {
    answer(200, `{"id":"z","version":4}`, { Entry: "17" });
    const record = await send("PUT", "/x", {}, 3);
    expect(entryOf(record)).toBe(17);
    expect(JSON.stringify(record)).toBe(`{"id":"z","version":4}`);
    answer(204, "", { Entry: "18" });
    expect(entryOf(await send("DELETE", "/x", undefined, 4))).toBe(18);
  });

  it("tell of no entry where nothing changed", async () => {
    answer(200, `{"id":"z","version":4}`, { Entry: "0" });
    expect(entryOf(await send("PUT", "/x", {}, 4))).toBe(0);
    answer(200, `{"changed":2,"entry":9}`);
    expect(entryOf(await send("POST", "/x", {}))).toBe(9);
  });

  it("fail with the server's problem", async () => {
    answer(412, `{"detail":"Zone Z-02 was changed meanwhile.","code":"stale"}`);
    const problem = await send("PUT", "/x", {}, 1).catch((e: unknown) => e);
    expect(problem).toBeInstanceOf(Problem);
    expect((problem as Problem).stale).toBe(true);
    expect((problem as Problem).message).toBe("Zone Z-02 was changed meanwhile.");
  });

  it("tell a server that does not answer from one that refuses", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    const problem = await get("/session").catch((e: unknown) => e);
    expect((problem as Problem).status).toBe(0);
    expect((problem as Problem).passing).toBe(true);
  });
});
