// Every visible string comes from the message files in this folder, one for
// each area. What the frame says is there from the start; the other areas come
// with the screens that need them. The types make an unknown key a compile error.

import i18n from "i18next";
import { initReactI18next } from "react-i18next";
import type account from "./en/account.json";
import type assessments from "./en/assessments.json";
import type capability from "./en/capability.json";
import common from "./en/common.json";
import type criteria from "./en/criteria.json";
import type crs from "./en/crs.json";
import type drawing from "./en/drawing.json";
import type evidence from "./en/evidence.json";
import type exchange from "./en/exchange.json";
import type findings from "./en/findings.json";
import type history from "./en/history.json";
import type imports from "./en/imports.json";
import type library from "./en/library.json";
import type plan from "./en/plan.json";
import type plant from "./en/plant.json";
import type portfolio from "./en/portfolio.json";
import type products from "./en/products.json";
import type program from "./en/program.json";
import type risk from "./en/risk.json";
import type risklib from "./en/risklib.json";
import type standards from "./en/standards.json";
import type targets from "./en/targets.json";
import type xrays from "./en/xrays.json";

interface Messages {
  common: typeof common;
  account: typeof account;
  assessments: typeof assessments;
  capability: typeof capability;
  criteria: typeof criteria;
  crs: typeof crs;
  drawing: typeof drawing;
  evidence: typeof evidence;
  exchange: typeof exchange;
  findings: typeof findings;
  history: typeof history;
  imports: typeof imports;
  library: typeof library;
  plan: typeof plan;
  plant: typeof plant;
  portfolio: typeof portfolio;
  products: typeof products;
  program: typeof program;
  risk: typeof risk;
  risklib: typeof risklib;
  standards: typeof standards;
  targets: typeof targets;
  xrays: typeof xrays;
}

export type Area = Exclude<keyof Messages, "common">;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: Messages;
  }
}

/** The messages that are loaded. */
export const en = { common } as Messages;

const files: { [A in Area]: () => Promise<{ default: Messages[A] }> } = {
  account: () => import("./en/account.json"),
  assessments: () => import("./en/assessments.json"),
  capability: () => import("./en/capability.json"),
  criteria: () => import("./en/criteria.json"),
  crs: () => import("./en/crs.json"),
  drawing: () => import("./en/drawing.json"),
  evidence: () => import("./en/evidence.json"),
  exchange: () => import("./en/exchange.json"),
  findings: () => import("./en/findings.json"),
  history: () => import("./en/history.json"),
  imports: () => import("./en/imports.json"),
  library: () => import("./en/library.json"),
  plan: () => import("./en/plan.json"),
  plant: () => import("./en/plant.json"),
  portfolio: () => import("./en/portfolio.json"),
  products: () => import("./en/products.json"),
  program: () => import("./en/program.json"),
  risk: () => import("./en/risk.json"),
  risklib: () => import("./en/risklib.json"),
  standards: () => import("./en/standards.json"),
  targets: () => import("./en/targets.json"),
  xrays: () => import("./en/xrays.json"),
};

export const areas = Object.keys(files) as Area[];

/** Loads the messages of areas, before a screen that speaks of them is shown. */
export async function load(...wanted: Area[]): Promise<void> {
  await Promise.all(wanted.map(loadOne));
}

async function loadOne<A extends Area>(area: A): Promise<void> {
  if (area in en) return;
  en[area] = (await files[area]()).default as Messages[A];
  i18n.addResourceBundle("en", area, en[area]);
}

void i18n.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  defaultNS: "common",
  ns: ["common"],
  resources: { en: { common } },
  interpolation: { escapeValue: false }, // React escapes
  initAsync: false,
  react: { useSuspense: false },
});

export default i18n;
