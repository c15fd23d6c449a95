import {
  Factory,
  FileDown,
  Gauge,
  History,
  Import,
  LayoutDashboard,
  ListChecks,
  Network,
  Route,
  Rows3,
  Settings,
  Spline,
  TriangleAlert,
  Users,
  type LucideIcon,
} from "lucide-react";
import type { Action } from "../api/types";

export type PlaceName =
  | "overview"
  | "drawing"
  | "assets"
  | "zones"
  | "levels"
  | "risk"
  | "findings"
  | "plan"
  | "imports"
  | "history"
  | "report"
  | "sites"
  | "users"
  | "settings";

/** What screens of a site belong together in the navigation. */
export type Group = "plant" | "risk" | "record";

interface Place<To extends string> {
  name: PlaceName;
  group?: Group;
  to: To;
  icon: LucideIcon;
  /** What one must be allowed to do to be shown the way there. */
  needs?: Action;
  /** The second key after "g". */
  key: string;
}

export const groups: Group[] = ["plant", "risk", "record"];

/** The screens of a site, in the order of the work. */
export const sitePlaces = [
  { name: "overview", group: "plant", to: "/sites/$site", icon: LayoutDashboard, key: "o" },
  { name: "drawing", group: "plant", to: "/sites/$site/drawing", icon: Network, needs: "plant.read", key: "d" },
  { name: "assets", group: "plant", to: "/sites/$site/assets", icon: Rows3, needs: "asset.read", key: "a" },
  { name: "zones", group: "plant", to: "/sites/$site/zones", icon: Spline, needs: "plant.read", key: "z" },
  { name: "levels", group: "plant", to: "/sites/$site/levels", icon: Gauge, needs: "verdict.read", key: "l" },
  { name: "risk", group: "risk", to: "/sites/$site/risk", icon: TriangleAlert, needs: "risk.read", key: "w" },
  { name: "findings", group: "risk", to: "/sites/$site/findings", icon: ListChecks, needs: "risk.read", key: "f" },
  { name: "plan", group: "risk", to: "/sites/$site/plan", icon: Route, needs: "risk.read", key: "p" },
  { name: "imports", group: "record", to: "/sites/$site/imports", icon: Import, needs: "import.run", key: "i" },
  { name: "history", group: "record", to: "/sites/$site/history", icon: History, needs: "history.read", key: "h" },
  { name: "report", group: "record", to: "/sites/$site/report", icon: FileDown, needs: "report.read", key: "r" },
] as const satisfies Place<string>[];

/** The screens of the organisation. */
export const orgPlaces = [
  { name: "sites", to: "/", icon: Factory, key: "s" },
  { name: "users", to: "/users", icon: Users, needs: "user.manage", key: "u" },
  { name: "settings", to: "/settings", icon: Settings, key: "e" },
] as const satisfies Place<string>[];
