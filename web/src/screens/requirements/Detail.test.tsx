import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Answer } from "../../parts/plant/types";
import { show } from "../../test/show";
import { Detail } from "./Detail";

const answer: Answer = {
  requirement: {
    id: "SR 1.2",
    fr: 0,
    title: "Software process and device identification and authentication",
    slFrom: 2,
    summary: "Devices prove who they are.",
    question: "Does every device prove who it is?",
    evidence: "A list of device certificates.",
    doubts: [{ about: "slFrom", source: "A workpaper", says: "1", note: "The totals hold only with SL 2." }],
  },
  verdict: null,
  effective: { state: "unanswered", countsAs: "unanswered", holds: false },
  asked: true,
};

function detail(part: Partial<Parameters<typeof Detail>[0]> = {}) {
  const onAnswer = vi.fn();
  show(
    <Detail
      answer={answer}
      count={1}
      mayEdit
      nameOf={() => "Z-05"}
      onAnswer={onAnswer}
      onDetails={() => undefined}
      {...part}
    />,
  );
  return onAnswer;
}

describe("a requirement", () => {
  it("is asked as a question, with an example of good evidence", () => {
    detail();
    expect(screen.getByText("Does every device prove who it is?")).toBeTruthy();
    expect(screen.getByText(/A list of device certificates/)).toBeTruthy();
  });

  it("tells where the sources disagree", () => {
    detail();
    expect(screen.getByText(/A workpaper says asked for from SL: 1\. The totals hold only with SL 2\./)).toBeTruthy();
  });

  it("is answered with one press", () => {
    const onAnswer = detail();
    fireEvent.click(screen.getByRole("button", { name: /Not applicable/ }));
    expect(onAnswer).toHaveBeenCalledWith("not-applicable");
  });

  it("offers no answers to who may not give one", () => {
    detail({ mayEdit: false });
    expect(screen.queryByRole("group", { name: "Answer" })).toBeNull();
    expect(screen.getByText("Unanswered")).toBeTruthy();
  });

  it("says how many an answer is given to", () => {
    detail({ count: 7 });
    expect(screen.getByText("For 7 selected requirements")).toBeTruthy();
  });
});
