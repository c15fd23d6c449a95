import { describe, expect, it } from "vitest";
import type { Answer } from "../../parts/plant/types";
import { filterOf, fits } from "./filter";

const answer = (part: Partial<Answer["requirement"]> = {}, asked = true): Answer => ({
  requirement: {
    id: "SR 1.1",
    fr: 0,
    title: "Human user identification and authentication",
    slFrom: 1,
    summary: "",
    question: "Does every person sign in?",
    evidence: "",
    ...part,
  },
  verdict: null,
  effective: { state: "unanswered", countsAs: "unanswered", holds: false },
  asked,
});

describe("which requirements are listed", () => {
  it("begins with what the target asks for, or with all where there is no target", () => {
    expect(filterOf({}, true).scope).toBe("asked");
    expect(filterOf({}, false).scope).toBe("all");
  });

  it("lists all when one requirement is named, which may lie above the target", () => {
    expect(filterOf({ requirement: "SR 1.1 RE 3" }, true).scope).toBe("all");
  });

  it("understands the links of what to do next", () => {
    expect(filterOf({ state: "unanswered", asked: "true" }, true)).toMatchObject({
      scope: "asked",
      states: ["unanswered"],
    });
  });

  it("keeps to the level", () => {
    const upTo2 = filterOf({ scope: "2" }, true);
    expect(fits(answer({ slFrom: 2 }, false), upTo2)).toBe(true);
    expect(fits(answer({ slFrom: 3 }, true), upTo2)).toBe(false);
  });

  it("finds by every word of the search, in any order", () => {
    expect(fits(answer(), filterOf({ search: "person human" }, true))).toBe(true);
    expect(fits(answer(), filterOf({ search: "person firewall" }, true))).toBe(false);
  });
});
