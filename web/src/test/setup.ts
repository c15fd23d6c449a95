import { areas, load } from "../i18n";
import { afterEach, vi } from "vitest";
import { cleanup } from "@testing-library/react";

await load(...areas);
afterEach(cleanup);

// The test environment has no layout, and Mantine asks for it.
vi.stubGlobal("matchMedia", () => ({
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
