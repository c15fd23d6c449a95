import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const dist = "../internal/webui/dist";

// The binary embeds the compressed forms only; the server unpacks for the rare
// client that accepts neither. index.html stays as it is: its nonce is filled
// in for each answer.
function compress(): Plugin {
  let folder = "";
  return {
    name: "compress",
    apply: "build",
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir, config.build.assetsDir);
    },
    writeBundle() {
      for (const name of readdirSync(folder)) {
        const file = join(folder, name);
        if (statSync(file).size < 1024 || /\.(woff2|png|jpg)$/.test(name)) continue;
        const plain = readFileSync(file);
        writeFileSync(file + ".gz", gzipSync(plain, { level: 9 }));
        writeFileSync(
          file + ".br",
          brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
        );
        rmSync(file);
      }
    },
  };
}

// The first page after signing in, with all script that it loads, has a budget;
// the build fails beyond it.
function budget(most: number): Plugin {
  return {
    name: "budget",
    apply: "build",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((c) => c.type === "chunk");
      const first = chunks.filter((c) => c.isEntry || c.facadeModuleId?.endsWith("/portfolio/Screen.tsx"));
      const loaded = new Set(first.map((c) => c.fileName));
      for (const name of loaded) {
        for (const next of chunks.find((c) => c.fileName === name)?.imports ?? []) loaded.add(next);
      }
      let size = 0;
      for (const c of chunks) if (loaded.has(c.fileName)) size += gzipSync(c.code, { level: 9 }).length;
      const told = `the first page loads ${Math.ceil(size / 1000)} kB of compressed script in ${loaded.size} files`;
      if (size > most) this.error(`${told}, more than ${most / 1000} kB`);
      this.info(told);
    },
  };
}

export default defineConfig({
  plugins: [react(), budget(250_000), compress()],
  build: {
    outDir: dist,
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content security policy knows no data: scripts or fonts
    rolldownOptions: {
      output: {
        // One file for what every page needs and few releases change, and one for
        // the icons, which would otherwise be a file each.
        codeSplitting: {
          groups: [
            {
              name: "base",
              test: /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|use-sync-external-store|@tanstack\/(react-router|router-core|history|react-query|query-core|react-store|store))\//,
            },
            { name: "icons", test: /node_modules\/lucide-react\// },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1600, // elkjs, which only the drawing loads
  },
  server: { proxy: { "/api": "http://127.0.0.1:62443" } },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"], setupFiles: ["src/test/setup.ts"] },
});
