import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { ReactNode } from "react";
import { get, Problem, queries } from "./api/api";
import { session } from "./api/me";
import { Frame } from "./frame/Frame";
import { NotFound, RouteFailed } from "./frame/Failed";
import { SiteFrame } from "./frame/SiteFrame";
import { load, type Area } from "./i18n";
import { Loading } from "./parts/Loading";

/** The query part of an address: every screen keeps its filters there, so that a link shows the same. */
export type Search = Record<string, string | string[] | undefined>;

const anySearch = (search: Record<string, unknown>): Search => search as Search;

/** A screen that is loaded when it is first gone to, together with what it says. */
function screen(code: () => Promise<{ default: () => ReactNode }>, ...areas: Area[]) {
  return lazyRouteComponent(() => Promise.all([code(), load(...areas)]).then(([module]) => module));
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: RouteFailed });

const start = createRoute({
  getParentRoute: () => root,
  path: "/start",
  component: screen(() => import("./screens/start/Screen"), "account"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: anySearch,
  component: screen(() => import("./screens/sign-in/Screen"), "account"),
});

const frame = createRoute({
  getParentRoute: () => root,
  id: "frame",
  component: Frame,
  errorComponent: RouteFailed,
  beforeLoad: async ({ location }) => {
    try {
      await queries.ensureQueryData(session);
    } catch (problem) {
      if (!(problem instanceof Problem && problem.status === 401)) throw problem;
      const { needsAdministrator } = await get<{ needsAdministrator: boolean }>("/start");
      if (needsAdministrator) throw redirect({ to: "/start" });
      throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href } });
    }
  },
});

const portfolio = createRoute({
  getParentRoute: () => frame,
  path: "/",
  validateSearch: anySearch,
  component: screen(() => import("./screens/portfolio/Screen"), "portfolio"),
});

const users = createRoute({
  getParentRoute: () => frame,
  path: "/users",
  validateSearch: anySearch,
  component: screen(() => import("./screens/users/Screen"), "account"),
});

const settings = createRoute({
  getParentRoute: () => frame,
  path: "/settings",
  validateSearch: anySearch,
  component: screen(() => import("./screens/settings/Screen"), "account"),
});

const products = createRoute({
  getParentRoute: () => frame,
  path: "/products",
  validateSearch: anySearch,
  component: screen(() => import("./screens/products/Screen"), "products", "library", "plant", "program", "risklib"),
});

const standards = createRoute({
  getParentRoute: () => frame,
  path: "/standards",
  validateSearch: anySearch,
  component: screen(() => import("./screens/standards/Screen"), "standards", "library"),
});

const exchange = createRoute({
  getParentRoute: () => frame,
  path: "/exchange",
  validateSearch: anySearch,
  component: screen(() => import("./screens/exchange/Screen"), "exchange", "library", "risklib", "plant", "crs"),
});

const site = createRoute({ getParentRoute: () => frame, path: "/sites/$site", component: SiteFrame });

const overview = createRoute({
  getParentRoute: () => site,
  path: "/",
  validateSearch: anySearch,
  component: screen(() => import("./screens/overview/Screen"), "plant", "risklib"),
});

const drawing = createRoute({
  getParentRoute: () => site,
  path: "/drawing",
  validateSearch: anySearch,
  component: screen(() => import("./screens/drawing/Screen"), "plant", "drawing"),
});

const assets = createRoute({
  getParentRoute: () => site,
  path: "/assets",
  validateSearch: anySearch,
  component: screen(() => import("./screens/assets/Screen"), "plant"),
});

const zones = createRoute({
  getParentRoute: () => site,
  path: "/zones",
  validateSearch: anySearch,
  component: screen(() => import("./screens/zones/Screen"), "plant"),
});

const requirements = createRoute({
  getParentRoute: () => site,
  path: "/requirements/$kind/$id",
  validateSearch: anySearch,
  component: screen(() => import("./screens/requirements/Screen"), "plant", "library", "risklib"),
});

const levels = createRoute({
  getParentRoute: () => site,
  path: "/levels",
  validateSearch: anySearch,
  component: screen(() => import("./screens/levels/Screen"), "plant", "capability", "library"),
});

const scope = createRoute({
  getParentRoute: () => site,
  path: "/scope",
  validateSearch: anySearch,
  component: screen(() => import("./screens/scope/Screen"), "criteria", "risklib", "plant"),
});

const criteria = createRoute({
  getParentRoute: () => site,
  path: "/criteria",
  validateSearch: anySearch,
  component: screen(() => import("./screens/criteria/Screen"), "criteria", "risklib", "plant"),
});

const risk = createRoute({
  getParentRoute: () => site,
  path: "/risk",
  validateSearch: anySearch,
  component: screen(() => import("./screens/risk/Screen"), "risk", "risklib", "targets", "plant"),
});

const targets = createRoute({
  getParentRoute: () => site,
  path: "/targets",
  validateSearch: anySearch,
  component: screen(() => import("./screens/targets/Screen"), "targets", "risklib", "plant"),
});

const countermeasures = createRoute({
  getParentRoute: () => site,
  path: "/countermeasures",
  validateSearch: anySearch,
  component: screen(() => import("./screens/countermeasures/Screen"), "targets", "risklib", "plant"),
});

const plan = createRoute({
  getParentRoute: () => site,
  path: "/plan",
  validateSearch: anySearch,
  component: screen(() => import("./screens/plan/Screen"), "plan", "plant"),
});

const crs = createRoute({
  getParentRoute: () => site,
  path: "/crs",
  validateSearch: anySearch,
  component: screen(() => import("./screens/crs/Screen"), "crs", "risklib", "plant"),
});

const findings = createRoute({
  getParentRoute: () => site,
  path: "/findings",
  validateSearch: anySearch,
  component: screen(() => import("./screens/findings/Screen"), "findings", "plant"),
});

const program = createRoute({
  getParentRoute: () => site,
  path: "/program",
  validateSearch: anySearch,
  component: screen(() => import("./screens/program/Screen"), "program", "library", "plant"),
});

const evidence = createRoute({
  getParentRoute: () => site,
  path: "/evidence",
  validateSearch: anySearch,
  component: screen(() => import("./screens/evidence/Screen"), "evidence", "library", "risklib", "plant"),
});

const assessments = createRoute({
  getParentRoute: () => site,
  path: "/assessments",
  validateSearch: anySearch,
  component: screen(
    () => import("./screens/assessments/Screen"),
    "assessments",
    "library",
    "risklib",
    "plant",
    "history",
  ),
});

const xrays = createRoute({
  getParentRoute: () => site,
  path: "/xrays",
  validateSearch: anySearch,
  component: screen(() => import("./screens/xrays/Screen"), "xrays", "findings", "plant"),
});

const trace = createRoute({
  getParentRoute: () => site,
  path: "/trace",
  validateSearch: anySearch,
  component: screen(() => import("./screens/trace/Screen"), "xrays", "plant"),
});

const imports = createRoute({
  getParentRoute: () => site,
  path: "/imports",
  validateSearch: anySearch,
  component: screen(() => import("./screens/imports/Screen"), "imports"),
});

const oneImport = createRoute({
  getParentRoute: () => site,
  path: "/imports/$import",
  validateSearch: anySearch,
  component: screen(() => import("./screens/import/Screen"), "imports", "history"),
});

const history = createRoute({
  getParentRoute: () => site,
  path: "/history",
  validateSearch: anySearch,
  component: screen(() => import("./screens/history/Screen"), "history"),
});

const report = createRoute({
  getParentRoute: () => site,
  path: "/report",
  validateSearch: anySearch,
  component: screen(() => import("./screens/report/Screen"), "history"),
});

const tree = root.addChildren([
  start,
  signIn,
  frame.addChildren([
    portfolio,
    users,
    settings,
    products,
    standards,
    exchange,
    site.addChildren([
      overview,
      drawing,
      assets,
      zones,
      requirements,
      levels,
      scope,
      criteria,
      risk,
      targets,
      countermeasures,
      crs,
      findings,
      plan,
      program,
      evidence,
      assessments,
      xrays,
      trace,
      imports,
      oneImport,
      history,
      report,
    ]),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: Loading,
  defaultPendingMs: 150,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: RouteFailed,
  scrollRestoration: true,
  parseSearch: (text) => {
    const search: Search = {};
    const read = new URLSearchParams(text);
    for (const name of new Set(read.keys())) {
      const values = read.getAll(name);
      search[name] = values.length > 1 ? values : values[0];
    }
    return search;
  },
  stringifySearch: (search) => {
    const written = new URLSearchParams();
    for (const [name, value] of Object.entries(search as Search)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one != null && one !== "") written.append(name, one);
      }
    }
    const text = written.toString();
    return text && "?" + text;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

// A session that ended while a screen was open leads back to it after signing in again.
queries.getQueryCache().config.onError = leaveWhenSignedOut;
queries.getMutationCache().config.onError = leaveWhenSignedOut;

async function leaveWhenSignedOut(problem: Error) {
  // Who was never signed in is sent on by the route itself.
  if (!signedOut(problem) || outside() || !queries.getQueryData(session.queryKey)) return;
  // A wrong password given by who is signed in has the same status.
  const gone = await get("/session").then(() => false, signedOut);
  if (!gone || outside()) return;
  const { href } = router.state.location;
  queries.clear();
  void router.navigate({ to: "/sign-in", search: { to: href, ended: "1" } });
}

function signedOut(problem: unknown): boolean {
  return problem instanceof Problem && problem.status === 401;
}

function outside(): boolean {
  const { pathname } = router.state.location;
  return pathname === "/sign-in" || pathname === "/start";
}
