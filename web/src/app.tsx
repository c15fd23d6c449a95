import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import "./i18n";
import { queries } from "./api/api";
import { ConflictProvider } from "./parts/Conflict";
import { ShortcutProvider } from "./parts/Shortcuts";
import { router } from "./router";
import { nonce, theme } from "./theme";

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
      <QueryClientProvider client={queries}>
        <ShortcutProvider>
          <ConflictProvider>
            <Notifications position="bottom-right" limit={4} />
            <RouterProvider router={router} />
          </ConflictProvider>
        </ShortcutProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
