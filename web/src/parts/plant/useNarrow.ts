import { useMediaQuery } from "@mantine/hooks";

/** Whether the window is as narrow as a telephone or a tablet held upright; paper is not. */
export function useNarrow(): boolean {
  return useMediaQuery("screen and (max-width: 48em)", undefined, { getInitialValueInEffect: false }) ?? false;
}
