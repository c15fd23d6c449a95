import { describe, expect, it } from "vitest";
import { blankCertificate } from "./blank";
import { certificateState } from "./state";

const today = "2026-11-24";
const of = (part: object) => certificateState({ ...blankCertificate, ...part }, today);

describe("a certificate", () => {
  it("holds on its last day and no longer", () => {
    expect(of({ expires: today })).toBe("valid");
    expect(of({ expires: "2026-11-23" })).toBe("expired");
  });

  it("is worth nothing from the day it is revoked, whatever its last day", () => {
    expect(of({ expires: "2030-01-01", revoked: today })).toBe("revoked");
    expect(of({ expires: "2030-01-01", revoked: "2026-12-01" })).toBe("valid");
  });
});
