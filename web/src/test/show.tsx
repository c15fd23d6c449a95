import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { theme } from "../theme";

/** Renders a part the way the app does, without animations. */
export function show(part: ReactNode) {
  return render(
    <MantineProvider theme={theme} env="test">
      {part}
    </MantineProvider>,
  );
}
