// Paper is white: whatever the screen shows, pages are printed in the light colours.

const root = document.documentElement;
const scheme = "data-mantine-color-scheme";
let onScreen: string | null = null;

addEventListener("beforeprint", () => {
  onScreen ??= root.getAttribute(scheme);
  root.setAttribute(scheme, "light");
});

addEventListener("afterprint", () => {
  if (onScreen) root.setAttribute(scheme, onScreen);
  onScreen = null;
});
