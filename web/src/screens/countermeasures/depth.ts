// The signs of the map of defence in depth: one letter or mark for each state,
// so that no colour has to be told apart.

import type { DepthState } from "../../parts/risk/views";

export const signs: Record<DepthState, string> = {
  counts: "✓",
  "same-layer": "=",
  shared: "S",
  expired: "E",
  proposed: "P",
  retired: "R",
  elsewhere: "C",
  "protective-function": "!",
};

export const depthStates = Object.keys(signs) as DepthState[];
