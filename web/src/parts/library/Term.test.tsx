import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { queries } from "../../api/api";
import { show } from "../../test/show";
import { glossaryQuery } from "./queries";
import { Termed } from "./Termed";

vi.mock("../plant/link", () => ({ LinkAnchor: () => null }));

it("says what a word means when it is pressed, and leads on to others", async () => {
  queries.setQueryData(glossaryQuery.queryKey, {
    version: "1",
    terms: [
      { term: "SL-T", also: ["target level"], text: "What a zone needs.", see: ["SL-A"] },
      { term: "SL-A", text: "What a zone has." },
    ],
  });
  show(
    <QueryClientProvider client={queries}>
      <Termed text="SL-A of SL-T, and SL-T again" terms={{ "SL-T": "target level", "SL-A": "SL-A" }} />
    </QueryClientProvider>,
  );
  expect(screen.getAllByRole("button")).toHaveLength(2); // each word asks once
  fireEvent.click(screen.getByRole("button", { name: "SL-T" }));
  await waitFor(() => expect(screen.getByText("What a zone needs.")).toBeTruthy());
  fireEvent.click(screen.getAllByRole("button", { name: "SL-A" }).pop() as HTMLElement);
  expect(screen.getByText("What a zone has.")).toBeTruthy();
});
