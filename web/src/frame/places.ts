import {
  ArrowLeftRight,
  BookOpen,
  Boxes,
  ClipboardCheck,
  Factory,
  FileDown,
  FileSignature,
  Gauge,
  History,
  Import,
  LayoutDashboard,
  ListChecks,
  Network,
  ClipboardList,
  Paperclip,
  Route,
  Rows3,
  Scale,
  Scan,
  ScanSearch,
  Settings,
  Shield,
  Spline,
  Target,
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
  | "scope"
  | "criteria"
  | "risk"
  | "targets"
  | "countermeasures"
  | "findings"
  | "plan"
  | "crs"
  | "imports"
  | "history"
  | "report"
  | "program"
  | "evidence"
  | "assessments"
  | "xrays"
  | "sites"
  | "products"
  | "standards"
  | "exchange"
  | "users"
  | "settings";

/** What screens of a site belong together in the navigation. */
export type Group = "plant" | "risk" | "proof" | "record";

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

export const groups: Group[] = ["plant", "risk", "proof", "record"];

/** The screens of a site, in the order of the work. */
export const sitePlaces = [
  { name: "overview", group: "plant", to: "/sites/$site", icon: LayoutDashboard, key: "o" },
  { name: "drawing", group: "plant", to: "/sites/$site/drawing", icon: Network, needs: "plant.read", key: "d" },
  { name: "assets", group: "plant", to: "/sites/$site/assets", icon: Rows3, needs: "asset.read", key: "a" },
  { name: "zones", group: "plant", to: "/sites/$site/zones", icon: Spline, needs: "plant.read", key: "z" },
  { name: "levels", group: "plant", to: "/sites/$site/levels", icon: Gauge, needs: "verdict.read", key: "l" },
  { name: "scope", group: "risk", to: "/sites/$site/scope", icon: Scan, needs: "risk.read", key: "c" },
  { name: "criteria", group: "risk", to: "/sites/$site/criteria", icon: Scale, needs: "risk.read", key: "k" },
  { name: "risk", group: "risk", to: "/sites/$site/risk", icon: TriangleAlert, needs: "risk.read", key: "w" },
  { name: "targets", group: "risk", to: "/sites/$site/targets", icon: Target, needs: "risk.read", key: "t" },
  {
    name: "countermeasures",
    group: "risk",
    to: "/sites/$site/countermeasures",
    icon: Shield,
    needs: "risk.read",
    key: "m",
  },
  { name: "findings", group: "risk", to: "/sites/$site/findings", icon: ListChecks, needs: "risk.read", key: "f" },
  { name: "plan", group: "risk", to: "/sites/$site/plan", icon: Route, needs: "risk.read", key: "p" },
  { name: "crs", group: "risk", to: "/sites/$site/crs", icon: FileSignature, needs: "risk.read", key: "q" },
  {
    name: "program",
    group: "proof",
    to: "/sites/$site/program",
    icon: ClipboardList,
    needs: "verdict.read",
    key: "y",
  },
  { name: "evidence", group: "proof", to: "/sites/$site/evidence", icon: Paperclip, needs: "evidence.read", key: "v" },
  {
    name: "assessments",
    group: "proof",
    to: "/sites/$site/assessments",
    icon: ClipboardCheck,
    needs: "evidence.read",
    key: "n",
  },
  { name: "xrays", group: "proof", to: "/sites/$site/xrays", icon: ScanSearch, needs: "risk.read", key: "x" },
  { name: "imports", group: "record", to: "/sites/$site/imports", icon: Import, needs: "import.run", key: "i" },
  { name: "history", group: "record", to: "/sites/$site/history", icon: History, needs: "history.read", key: "h" },
  { name: "report", group: "record", to: "/sites/$site/report", icon: FileDown, needs: "report.read", key: "r" },
] as const satisfies Place<string>[];

/** The screens of the organisation. */
export const orgPlaces = [
  { name: "sites", to: "/", icon: Factory, key: "s" },
  { name: "products", to: "/products", icon: Boxes, needs: "library.read", key: "g" },
  { name: "exchange", to: "/exchange", icon: ArrowLeftRight, needs: "package.read", key: "j" },
  { name: "standards", to: "/standards", icon: BookOpen, needs: "library.read", key: "b" },
  { name: "users", to: "/users", icon: Users, needs: "user.manage", key: "u" },
  { name: "settings", to: "/settings", icon: Settings, key: "e" },
] as const satisfies Place<string>[];
