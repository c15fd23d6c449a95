import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./theme.css";
import "./print.css";
import "./print";
import "./trusted";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { nonce } from "./theme";

// The scroll lock of dialogs looks for the nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: nonce() });

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
