// Every visible string comes from the message files in this folder, one for
// each area. The types make an unknown key a compile error.

import i18n from "i18next";
import { initReactI18next } from "react-i18next";
import account from "./en/account.json";
import common from "./en/common.json";
import history from "./en/history.json";
import imports from "./en/imports.json";
import levels from "./en/levels.json";
import plant from "./en/plant.json";
import portfolio from "./en/portfolio.json";

export const en = { common, account, history, imports, levels, plant, portfolio };

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof en;
  }
}

void i18n.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  defaultNS: "common",
  ns: Object.keys(en),
  resources: { en },
  interpolation: { escapeValue: false }, // React escapes
  initAsync: false,
});

export default i18n;
