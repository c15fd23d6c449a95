import { createTheme } from "@mantine/core";
import i18n from "./i18n";

/** The nonce that the server wrote into the page; styles made at run time carry it. */
export function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}

/** A calm blue-green; shade 7 with white text has a contrast above 7. */
const petrol = [
  "#e9f4f6",
  "#d6e8ec",
  "#abd1d9",
  "#7db9c6",
  "#58a4b5",
  "#3a8ea1",
  "#25768a",
  "#125f72",
  "#0f4c5c",
  "#0a3541",
] as const;

/** Mantine's red, darker where white text stands on it. */
const red = [
  "#fff5f5",
  "#ffe3e3",
  "#ffc9c9",
  "#ffa8a8",
  "#ff8787",
  "#fa5252",
  "#d63333",
  "#c92a2a",
  "#ad2121",
  "#8f1a1a",
] as const;

// Mantine gives the close button no name and makes the head of a dialog a banner of the page.
const dialog = {
  closeButtonProps: { "aria-label": i18n.t("common:close") },
  attributes: { header: { role: "presentation" } },
};

export const theme = createTheme({
  colors: { petrol, red },
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.3" },
      h2: { fontSize: "1.0625rem" },
      h3: { fontSize: "0.9375rem" },
    },
  },
  // Named, not imported: a component that no open screen uses stays out of the first script.
  components: {
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "lg" } },
    Anchor: { defaultProps: { underline: "hover" } },
    Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none", miw: "max-content" } },
    Drawer: { defaultProps: dialog },
    Modal: { defaultProps: { ...dialog, yOffset: "5vh" } },
    NumberInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm" } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: "sm", highlightOnHover: true } },
    Textarea: { defaultProps: { size: "sm", autosize: true, minRows: 2 } },
    TextInput: { defaultProps: { size: "sm" } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
});
