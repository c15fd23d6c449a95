import { describe, expect, it } from "vitest";
import type { Asset } from "../../api/types";
import { offered } from "./DevicePicker";

const asset = (id: string, zone = "") => ({ id, key: id, name: "", zone }) as Asset;
const labels = (choices: { label: string }[]) => choices.map((c) => c.label);

describe("the devices that a conduit may name", () => {
  const near = [asset("FW-1", "z1")];
  const all = [asset("FW-1", "z1"), asset("SW-9", "z9")];

  it("are those of its ends first, each once", () => {
    const got = offered(near, all, [], ["z1"], undefined, "gone");
    expect([labels(got.ends), labels(got.others)]).toEqual([["FW-1"], ["SW-9"]]);
  });

  it("keep what is chosen though the search does not find it", () => {
    const known = new Map([["FW-7", asset("FW-7", "z1")]]);
    const got = offered([], all, ["FW-7", "lost"], ["z1"], known, "gone");
    expect(labels(got.ends)).toEqual(["FW-7"]);
    expect(labels(got.others)).toContain("gone");
  });
});
