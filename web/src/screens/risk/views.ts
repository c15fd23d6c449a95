import { lazy, type ComponentType } from "react";

export type ViewID = "worst" | "worksheet" | "pictures";

interface View {
  id: ViewID;
  Show: ComponentType<{ site: string }>;
}

/** The views of the risks, in the order of the work; each loads when it is opened. */
export const views: View[] = [
  { id: "worst", Show: lazy(() => import("./worst/WorstCases").then((m) => ({ default: m.WorstCases }))) },
  { id: "worksheet", Show: lazy(() => import("./sheet/Worksheet").then((m) => ({ default: m.Worksheet }))) },
  { id: "pictures", Show: lazy(() => import("./pictures/Pictures").then((m) => ({ default: m.Pictures }))) },
];
