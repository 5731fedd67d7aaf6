// SPDX-License-Identifier: Apache-2.0
// Builds the page into dist/ (five files, fixed names), or with --tests the unit tests into node_modules/.cache/tests/.
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.dirname(fileURLToPath(import.meta.url));

async function buildPage() {
  const dist = path.join(root, "dist");
  await mkdir(dist, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: { app: "src/main.ts" },
    outdir: dist,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022"],
    legalComments: "none",
    logLevel: "warning",
  });
  await build({
    absWorkingDir: root,
    entryPoints: { app: "src/styles/app.css" },
    outdir: dist,
    bundle: true,
    minify: true,
    target: ["chrome105", "firefox110", "safari16"],
    legalComments: "none",
    logLevel: "warning",
  });
  for (const name of await readdir(path.join(root, "static"))) {
    await copyFile(path.join(root, "static", name), path.join(dist, name));
  }
}

async function buildTests() {
  const out = path.join(root, "node_modules", ".cache", "tests");
  await rm(out, { recursive: true, force: true });
  const tests = (await readdir(path.join(root, "src"))).filter((name) => name.endsWith("_test.ts"));
  await build({
    absWorkingDir: root,
    entryPoints: tests.map((name) => path.join("src", name)),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: ["node18"],
    sourcemap: "inline",
    logLevel: "warning",
  });
}

await (process.argv.includes("--tests") ? buildTests() : buildPage());
